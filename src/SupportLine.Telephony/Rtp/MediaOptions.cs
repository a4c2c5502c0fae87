using System.Net;

namespace SupportLine.Telephony.Rtp;

/// <param name="FirstPort">Even.</param>
/// <param name="LastPort">Last port that may be used.</param>
/// <param name="Advertise">Address named to peers that are not on this machine, or null for the one bound.</param>
/// <param name="Threads">Media threads, 1 at least; each has a clock of its own, and legs that hear each other share one.</param>
internal sealed record MediaOptions(int FirstPort, int LastPort, IPAddress? Advertise, int Threads = 1)
{
    /// <summary>Whether sockets are worked by Linux's own calls; else by the library's, which every system has. The audio is the same.</summary>
    public bool Native { get; init; } = OperatingSystem.IsLinux();
}
