using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>The far end's packets made into a steady stream of samples: put in order, decoded, holes filled.</summary>
internal sealed class Ear(Codec codec)
{
    private const int Octets = MediaLoop.HearMs * CodecTraits.PerMs;

    private readonly JitterBuffer _buffer = new();
    private readonly Concealment _concealment = new(codec.Rate());
    private readonly G722Decoder? _decoder = codec == Codec.G722 ? new G722Decoder() : null;
    private readonly Halver? _halver = codec == Codec.G722 ? new Halver() : null;
    private readonly short[] _heard = new short[MediaLoop.HearMs * codec.Rate() / 1000];
    private readonly short[] _narrow = codec == Codec.G722 ? new short[Octets] : [];

    /// <summary>The last step of 10 ms, at the codec's rate.</summary>
    public ReadOnlySpan<short> Heard => _heard;

    /// <summary>The same at 8 kHz.</summary>
    public ReadOnlySpan<short> HeardNarrow => _halver is null ? _heard : _narrow;

    /// <param name="timestamp">RTP timestamp.</param>
    /// <param name="payload">Octets.</param>
    /// <param name="spoken">Of this codec; of the two laws of G.711 either.</param>
    /// <param name="arrival">When it came, in units of 1/8000 s.</param>
    public void Take(uint timestamp, ReadOnlySpan<byte> payload, Codec spoken, long arrival) =>
        _buffer.Put(timestamp, payload, spoken == Codec.Pcma, arrival);

    /// <summary>Takes the next 10 ms.</summary>
    /// <param name="now">In units of 1/8000 s.</param>
    public void Listen(long now)
    {
        Span<ushort> cells = stackalloc ushort[Octets];
        if (_buffer.Read(cells, now, _concealment.IsQuiet))
        {
            Decode(cells);
            _concealment.Join(_heard);
        }
        else
        {
            _concealment.Fill(_heard);
        }

        _halver?.Convert(_heard, _narrow);
    }

    private void Decode(ReadOnlySpan<ushort> cells)
    {
        if (_decoder is { } decoder)
        {
            Span<byte> codes = stackalloc byte[Octets];
            for (var i = 0; i < codes.Length; i++)
            {
                codes[i] = (byte)cells[i];
            }

            decoder.Decode(codes, _heard);
            return;
        }

        for (var i = 0; i < cells.Length; i++)
        {
            _heard[i] = (cells[i] & JitterBuffer.IsALaw) != 0 ? G711.FromALaw((byte)cells[i]) : G711.FromMuLaw((byte)cells[i]);
        }
    }
}
