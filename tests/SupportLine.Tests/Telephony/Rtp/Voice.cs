using SupportLine.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>A tone without end as a phone would send it, packet after packet.</summary>
internal sealed class Voice(Codec codec, double hertz, double amplitude = 10000)
{
    private readonly G722Encoder _encoder = new();
    private long _at;

    public Codec Codec { get; } = codec;

    /// <param name="octets">Of the packet.</param>
    public byte[] Next(int octets)
    {
        var rate = Codec.Rate();
        var samples = new short[octets * rate / CodecTraits.Clock];
        foreach (ref var sample in samples.AsSpan())
        {
            sample = (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * hertz * _at++ / rate));
        }

        var payload = new byte[octets];
        switch (Codec)
        {
            case Codec.Pcmu:
                G711.ToMuLaw(samples, payload);
                break;
            case Codec.Pcma:
                G711.ToALaw(samples, payload);
                break;
            default:
                _encoder.Encode(samples, payload);
                break;
        }

        return payload;
    }
}
