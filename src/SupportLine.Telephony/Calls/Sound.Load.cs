using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Calls;

/// <summary>Sounds from files.</summary>
public sealed partial class Sound
{
    /// <summary>Shortest sound that is one, s.</summary>
    private const double Shortest = 0.005;

    /// <summary>
    /// Reads a <c>.g722</c> (raw octets at 64 kbit/s, 16 kHz) or a <c>.wav</c> of any common rate, which becomes 16 kHz.
    /// </summary>
    /// <param name="name">What it is called in logs.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="SoundFormatException">It cannot be used; the message names the file and what is wrong.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Sound Load(string name, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var sound = path.EndsWith(".g722", StringComparison.OrdinalIgnoreCase) ? new Sound(name, ReadG722(path)) : FromPcm(name, FromWav(path));
        return sound._length < Shortest * MasterRate ? throw new SoundFormatException(path, "it is empty") : sound;
    }

    /// <summary>Encodes a master as a <c>.g722</c> file holds it.</summary>
    public static byte[] ToG722(ReadOnlySpan<short> master)
    {
        var codes = new byte[master.Length / 2];
        new G722Encoder().Encode(master, codes);
        return codes;
    }

    private static byte[] ReadG722(string path)
    {
        var codes = File.ReadAllBytes(path);
        return codes.AsSpan().StartsWith("RIFF"u8)
            ? throw new SoundFormatException(path, "it is a WAV file by the name of a G.722 one; rename it to .wav")
            : codes;
    }

    private static short[] Decode(byte[] codes)
    {
        var samples = new short[codes.Length * 2];
        new G722Decoder().Decode(codes, samples);
        return samples;
    }

    private static short[] FromWav(string path)
    {
        var samples = WavFile.Read(path, out var rate);
        return Resampler.Convert(samples, rate, MasterRate);
    }
}
