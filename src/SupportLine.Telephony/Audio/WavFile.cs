using System.Buffers.Binary;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Audio;

/// <summary>Reads a WAV: 16-bit linear or G.711, one or two channels, any rate from 8 to 48 kHz.</summary>
internal static class WavFile
{
    private const int Pcm = 1;
    private const int ALaw = 6;
    private const int MuLaw = 7;
    private const int Extensible = 0xFFFE;

    /// <summary>Lengths from here on are what a program writes that does not know the length yet, as into a pipe.</summary>
    private const uint Unknown = 0x7FFF0000;

    /// <summary>The samples, mixed to one channel.</summary>
    /// <param name="path">The file, named in what is thrown.</param>
    /// <param name="rate">Hz.</param>
    /// <exception cref="SoundFormatException">It is no WAV that can be used; the message says what is wrong.</exception>
    public static short[] Read(string path, out int rate)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 12 || !bytes.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !bytes.AsSpan(8, 4).SequenceEqual("WAVE"u8))
        {
            throw new SoundFormatException(path, "it is no WAV file");
        }

        var format = Chunk(bytes, "fmt "u8, out _);
        var data = Chunk(bytes, "data"u8, out var missing);
        if (format.Length < 16 || data.IsEmpty)
        {
            throw new SoundFormatException(path, "it has no sound in it");
        }

        if (missing > 0)
        {
            throw new SoundFormatException(path, $"it is cut off: its header promises {missing} bytes more than there are");
        }

        var encoding = (int)BinaryPrimitives.ReadUInt16LittleEndian(format);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (encoding == Extensible && format.Length >= 26)
        {
            encoding = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        }

        if (channels is not (1 or 2))
        {
            throw new SoundFormatException(path, $"it has {channels} channels; one or two can be used");
        }

        if (rate is < 8000 or > 48000)
        {
            throw new SoundFormatException(path, $"its rate is {rate} Hz; from 8000 to 48000 can be used");
        }

        var samples = (encoding, bits) switch
        {
            (Pcm, 16) => Linear(data),
            (MuLaw, 8) => Expand(data, G711.FromMuLaw),
            (ALaw, 8) => Expand(data, G711.FromALaw),
            _ => throw new SoundFormatException(path, $"its samples are of encoding {encoding} with {bits} bits; 16-bit linear or G.711 can be used"),
        };
        return channels == 1 ? samples : MixDown(samples);
    }

    private static short[] Linear(ReadOnlySpan<byte> data)
    {
        var samples = new short[data.Length / 2];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]);
        }

        return samples;
    }

    private static short[] Expand(ReadOnlySpan<byte> data, Func<byte, short> expand)
    {
        var samples = new short[data.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = expand(data[i]);
        }

        return samples;
    }

    private static short[] MixDown(short[] stereo)
    {
        var mono = new short[stereo.Length / 2];
        for (var i = 0; i < mono.Length; i++)
        {
            mono[i] = (short)((stereo[2 * i] + stereo[(2 * i) + 1]) / 2);
        }

        return mono;
    }

    /// <summary>A chunk's contents, as far as the file reaches.</summary>
    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> id, out long missing)
    {
        missing = 0;
        var at = 12;
        while (at + 8 <= bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            var available = (int)Math.Min(length, bytes.Length - at - 8);
            if (bytes.Slice(at, 4).SequenceEqual(id))
            {
                missing = length < Unknown ? length - available : 0;
                return bytes.Slice(at + 8, available);
            }

            at += 8 + available + (available & 1);
        }

        return [];
    }
}
