using System.Runtime.InteropServices;

namespace SupportLine.Bench.Linux;

/// <summary><c>struct epoll_event</c>, which x86-64 packs.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct EpollEvent
{
    public uint Events;
    public long Data;
}
