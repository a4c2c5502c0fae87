using System.Runtime.InteropServices;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>WAV files by hand, so that what reads and writes them is not held against itself.</summary>
internal static class WavOf
{
    /// <summary>One channel, 16 bit.</summary>
    public static byte[] Samples(int rate, byte[] samples)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(rate);
        writer.Write(rate * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples.Length);
        writer.Write(samples);
        return stream.ToArray();
    }

    /// <summary>A quarter second of a tone at 8 kHz.</summary>
    public static byte[] Tone()
    {
        var samples = Enumerable.Range(0, 2000).Select(i => (short)(8000 * Math.Sin(2 * Math.PI * 440 * i / 8000))).ToArray();
        return Samples(8000, MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
    }
}
