using System.Buffers.Binary;
using SupportLine.CallTests.Hearing;

namespace SupportLine.CallTests.Interop;

/// <summary>What a peer's program says, from a WAV file, and what it wrote of what it heard.</summary>
internal static class PeerSound
{
    /// <summary>Of the tone that it says: 0.3 a sample at 8 kHz.</summary>
    private const double ToneStep = 0.3;

    private const int Rate = 8000;

    /// <summary>What a program says for two minutes, longer than any call of a test, a WAV file of 8 kHz: a prompt, or a second of tone, then nothing for a while, over and over.</summary>
    public static byte[] Of(string? prompt)
    {
        short[] once = prompt is null
            ? [.. Enumerable.Range(0, Rate).Select(i => (short)(6000 * Math.Sin(i * ToneStep))), .. new short[Rate]]
            : [.. PromptSounds.CodesOf("es-MX", prompt).Select(MuLaw.ToLinear), .. new short[Rate / 2]];
        return Wav([.. Enumerable.Range(0, 120 * Rate).Select(i => once[i % once.Length])]);
    }

    private static byte[] Wav(short[] samples)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + (2 * samples.Length));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Rate);
        writer.Write(2 * Rate);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(2 * samples.Length);
        foreach (var sample in samples) writer.Write(sample);
        return stream.ToArray();
    }

    /// <summary>The samples of a file, 16 bit, at 8 kHz.</summary>
    public static async Task<short[]> ReadAsync(string path)
    {
        var wav = await File.ReadAllBytesAsync(path);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24));
        var data = wav.AsSpan().IndexOf("data"u8) + 8;
        var samples = new short[(wav.Length - data) / 2];
        Buffer.BlockCopy(wav, data, samples, 0, samples.Length * 2);

        // Of 16 kHz every two are one: what lies above 4 kHz in a prompt is too little to fold back audibly.
        return rate == 16000 ? [.. samples.Chunk(2).Select(pair => (short)pair.Average(sample => sample))] : samples;
    }

    /// <summary>A second of tone and a second of nothing by turns, as loud as they were sent.</summary>
    public static void AssertEchoed(short[] heard, string what)
    {
        var levels = heard.Chunk(400).Where(chunk => chunk.Length == 400).Select(Amplitude).ToList();
        Assert.True(levels.Count(level => level is > 5000 and < 7000) >= 20, $"less than a second of the tone came back in {what}");
        Assert.True(levels.Count(level => level < 200) >= 10, $"no silence came back in {what}");
    }

    private static double Amplitude(short[] samples)
    {
        var (real, imaginary) = (0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            real += samples[i] * Math.Cos(ToneStep * i);
            imaginary += samples[i] * Math.Sin(ToneStep * i);
        }

        return 2 * Math.Sqrt((real * real) + (imaginary * imaginary)) / samples.Length;
    }
}
