namespace SupportLine.Ivr.Exploration;

/// <summary>WAV files as a scripted caller leaves them.</summary>
internal static class Recordings
{
    /// <summary>Writes a quarter second of a tone, 8 kHz, 16 bit, mono; nothing where the folder does not exist.</summary>
    public static void Write(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path))) return;
        const int rate = 8000;
        var samples = new short[rate / 4];
        for (var i = 0; i < samples.Length; i++) samples[i] = (short)(8000 * Math.Sin(2 * Math.PI * 440 * i / rate));
        using var file = new BinaryWriter(File.Create(path));
        file.Write("RIFF"u8);
        file.Write(36 + (samples.Length * 2));
        file.Write("WAVEfmt "u8);
        file.Write(16);
        file.Write((short)1);
        file.Write((short)1);
        file.Write(rate);
        file.Write(rate * 2);
        file.Write((short)2);
        file.Write((short)16);
        file.Write("data"u8);
        file.Write(samples.Length * 2);
        foreach (var sample in samples) file.Write(sample);
    }
}
