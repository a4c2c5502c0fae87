using System.Buffers.Binary;

namespace SupportLine.Tests.Telephony.Audio;

/// <summary>WAV files as other programs write them, made here byte by byte.</summary>
internal static class Wav
{
    public static byte[] Of(short[] samples, int rate, int channels = 1) =>
        Of(1, rate, channels, 16, [.. samples.SelectMany(sample => BitConverter.GetBytes(sample))]);

    public static byte[] Of(int encoding, int rate, int channels, int bits, byte[] data, uint? claimed = null, byte[]? before = null)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + data.Length);
        writer.Write("WAVE"u8);
        writer.Write(before ?? []);
        writer.Write("fmt "u8);
        writer.Write(16);
        writer.Write((short)encoding);
        writer.Write((short)channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write((short)bits);
        writer.Write("data"u8);
        writer.Write(claimed ?? (uint)data.Length);
        writer.Write(data);
        return stream.ToArray();
    }

    /// <summary>The samples behind a header of 44 bytes.</summary>
    public static short[] Samples(byte[] wav)
    {
        var samples = new short[(wav.Length - 44) / 2];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(44 + (2 * i)));
        }

        return samples;
    }
}
