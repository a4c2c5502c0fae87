namespace SupportLine.Bench.Linux;

/// <summary><c>struct iovec</c>.</summary>
internal unsafe struct Vector
{
    public byte* Data;
    public nint Length;
}
