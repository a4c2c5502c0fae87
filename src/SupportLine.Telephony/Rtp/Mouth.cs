using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>Live audio on its way out: written in steps of 10 ms, read and encoded in packets of any length.</summary>
internal sealed class Mouth(Codec codec)
{
    /// <summary>Room, ms; at most two packets of 60 ms wait, and more than that is too late to be said.</summary>
    private const int RoomMs = 160;

    private readonly short[] _ring = new short[RoomMs * codec.Rate() / 1000];
    private readonly short[] _packet = new short[60 * codec.Rate() / 1000];
    private readonly G722Encoder? _encoder = codec == Codec.G722 ? new G722Encoder() : null;
    private int _start;
    private int _count;

    public void Write(ReadOnlySpan<short> samples)
    {
        foreach (var sample in samples)
        {
            if (_count == _ring.Length)
            {
                // The reader has been away: the oldest goes.
                _start = (_start + 1) % _ring.Length;
                _count--;
            }

            _ring[(_start + _count) % _ring.Length] = sample;
            _count++;
        }
    }

    /// <summary>Encodes one packet; false when that much has not been said yet.</summary>
    public bool TryEncode(Span<byte> payload)
    {
        var samples = payload.Length * codec.Rate() / CodecTraits.Clock;
        if (_count < samples)
        {
            return false;
        }

        var packet = _packet.AsSpan(0, samples);
        var first = Math.Min(samples, _ring.Length - _start);
        _ring.AsSpan(_start, first).CopyTo(packet);
        _ring.AsSpan(0, samples - first).CopyTo(packet[first..]);
        _start = (_start + samples) % _ring.Length;
        _count -= samples;
        switch (codec)
        {
            case Codec.Pcmu:
                G711.ToMuLaw(packet, payload);
                break;
            case Codec.Pcma:
                G711.ToALaw(packet, payload);
                break;
            default:
                _encoder!.Encode(packet, payload);
                break;
        }

        return true;
    }
}
