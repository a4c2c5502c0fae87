namespace SupportLine.Telephony.Audio;

/// <summary>What follows from a codec.</summary>
internal static class CodecTraits
{
    /// <summary>RTP clock of every codec here, Hz; also octets a second.</summary>
    public const int Clock = 8000;

    /// <summary>Octets, and units of the RTP clock, in a millisecond.</summary>
    public const int PerMs = Clock / 1000;

    /// <summary>G.722 silence goes round after so many octets: 400 ms, the longest frame several times over.</summary>
    private const int WideSilenceLength = 400 * PerMs;

    private static readonly byte[] WideSilence = EncodeSilence();

    /// <summary>Sample rate, Hz.</summary>
    public static int Rate(this Codec codec) => codec == Codec.G722 ? 16000 : 8000;

    public static string Name(this Codec codec) => codec switch
    {
        Codec.Pcmu => "PCMU",
        Codec.Pcma => "PCMA",
        _ => "G722",
    };

    /// <summary>Writes silence.</summary>
    /// <param name="codec">As which.</param>
    /// <param name="frame">At most 400 ms.</param>
    public static void Hush(this Codec codec, Span<byte> frame)
    {
        switch (codec)
        {
            case Codec.Pcmu:
                frame.Fill(G711.MuLawSilence);
                break;
            case Codec.Pcma:
                frame.Fill(G711.ALawSilence);
                break;
            default:
                WideSilence.AsSpan(0, frame.Length).CopyTo(frame);
                break;
        }
    }

    /// <summary>What an encoder makes of silence once it has settled.</summary>
    private static byte[] EncodeSilence()
    {
        var encoder = new G722Encoder();
        var codes = new byte[WideSilenceLength];
        var silence = new short[2 * WideSilenceLength];
        encoder.Encode(silence, codes);
        encoder.Encode(silence, codes);
        return codes;
    }
}
