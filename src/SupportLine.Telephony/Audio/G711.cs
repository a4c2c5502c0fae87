namespace SupportLine.Telephony.Audio;

/// <summary>ITU-T G.711, mu-law and A-law, by tables made once from the recommendation's segments.</summary>
internal static class G711
{
    /// <summary>Code of silence in mu-law.</summary>
    public const byte MuLawSilence = 0xFF;

    /// <summary>Code of silence in A-law.</summary>
    public const byte ALawSilence = 0xD5;

    private static readonly short[] MuLawDecoded = Table(DecodeMuLaw);
    private static readonly short[] ALawDecoded = Table(DecodeALaw);
    private static readonly byte[] MuLawCodes = Codes(EncodeMuLaw);
    private static readonly byte[] ALawCodes = Codes(EncodeALaw);

    public static short FromMuLaw(byte code) => MuLawDecoded[code];

    public static short FromALaw(byte code) => ALawDecoded[code];

    public static byte ToMuLaw(short sample) => MuLawCodes[(ushort)sample];

    public static byte ToALaw(short sample) => ALawCodes[(ushort)sample];

    public static void ToMuLaw(ReadOnlySpan<short> samples, Span<byte> codes) => Map(MuLawCodes, samples, codes);

    public static void ToALaw(ReadOnlySpan<short> samples, Span<byte> codes) => Map(ALawCodes, samples, codes);

    public static void FromMuLaw(ReadOnlySpan<byte> codes, Span<short> samples)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            samples[i] = MuLawDecoded[codes[i]];
        }
    }

    private static void Map(byte[] table, ReadOnlySpan<short> samples, Span<byte> codes)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            codes[i] = table[(ushort)samples[i]];
        }
    }

    private static short[] Table(Func<int, int> decode) => [.. Enumerable.Range(0, 256).Select(code => (short)decode(code))];

    private static byte[] Codes(Func<int, int> encode)
    {
        var codes = new byte[65536];
        for (var sample = short.MinValue; ; sample++)
        {
            codes[(ushort)sample] = (byte)encode(sample);
            if (sample == short.MaxValue)
            {
                return codes;
            }
        }
    }

    /// <summary>Eight segments of sixteen steps over 14 bits, biased by 33; all bits of the code inverted.</summary>
    private static int DecodeMuLaw(int code)
    {
        var bits = ~code & 0xFF;
        var segment = (bits >> 4) & 7;
        var magnitude = ((((bits & 0x0F) << 1) + 33) << segment) - 33;
        return ((bits & 0x80) != 0 ? -magnitude : magnitude) << 2;
    }

    private static int EncodeMuLaw(int sample)
    {
        // 14 bits; the negative half is taken by ones' complement, as the recommendation's reference does.
        var negative = sample < 0;
        var magnitude = Math.Min((negative ? ~sample : sample) >> 2, 8158) + 33;
        var segment = 0;
        while (magnitude >> (segment + 6) != 0)
        {
            segment++;
        }

        var code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0F);
        return (~code & 0x7F) | (negative ? 0 : 0x80);
    }

    /// <summary>Even bits of the code inverted; the two lowest segments share a step.</summary>
    private static int DecodeALaw(int code)
    {
        var bits = code ^ 0x55;
        var segment = (bits >> 4) & 7;
        var magnitude = ((bits & 0x0F) << 1) + 1;
        if (segment > 0)
        {
            magnitude = (magnitude + 32) << (segment - 1);
        }

        return ((bits & 0x80) != 0 ? magnitude : -magnitude) << 3;
    }

    private static int EncodeALaw(int sample)
    {
        var negative = sample < 0;
        var magnitude = (negative ? ~sample : sample) >> 4;
        var code = magnitude;
        if (magnitude > 15)
        {
            var segment = 1;
            while (magnitude > 16 + 15)
            {
                magnitude >>= 1;
                segment++;
            }

            code = (segment << 4) + (magnitude - 16);
        }

        return (negative ? code : code | 0x80) ^ 0x55;
    }
}
