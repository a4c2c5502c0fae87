using System.Runtime.InteropServices;

namespace SupportLine.Bench.Linux;

/// <summary><c>struct mmsghdr</c> of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Message
{
    public void* Name;
    public int NameLength;
    public Vector* Vectors;
    public nint VectorCount;
    public byte* Control;
    public nint ControlLength;
    public long Flags;
    public long Length;
}
