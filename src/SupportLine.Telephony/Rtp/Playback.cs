using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>An utterance being spoken: slices of octets that all calls share, across its joins without a gap.</summary>
internal sealed class Playback(Utterance utterance, bool loop)
{
    private readonly bool _loop = loop && utterance.Sounds.Any(sound => sound.Octets > 0);
    private Codec _codec = (Codec)(-1);
    private SpokenPieces? _pieces;
    private int _piece;
    private int _offset;
    private int _lead;

    /// <summary>Encodes what is needed to begin, where that was never done; not for the media thread.</summary>
    public void Prepare(Codec codec) => SpokenPieces.Of(utterance, codec).Prepare();

    /// <summary>
    /// Fills one packet; the last one is filled up with silence. False when nothing is left. Where the octets are not
    /// there, because the codec has just changed, they are made elsewhere and silence passes meanwhile.
    /// </summary>
    public bool Next(Span<byte> frame, Codec codec)
    {
        if (codec != _codec)
        {
            Turn(codec);
        }

        var filled = Lead(frame, codec);
        while (filled < frame.Length)
        {
            if (_piece == _pieces!.Count)
            {
                if (!_loop)
                {
                    break;
                }

                (_piece, _offset, _lead) = (0, 0, _pieces.Lead);
                filled += Lead(frame[filled..], codec);
                continue;
            }

            if (_pieces.TryGet(_piece) is not { } codes)
            {
                codec.Hush(frame[filled..]);
                return true;
            }

            var length = Math.Min(codes.Length - _offset, frame.Length - filled);
            codes.AsSpan(_offset, length).CopyTo(frame[filled..]);
            filled += length;
            _offset += length;
            if (_offset == codes.Length)
            {
                _piece++;
                _offset = 0;
            }
        }

        codec.Hush(frame[filled..]);
        return filled > 0;
    }

    /// <summary>The silence by which a decoder settles before the first octet that has a history.</summary>
    private int Lead(Span<byte> frame, Codec codec)
    {
        var length = Math.Min(_lead, frame.Length);
        codec.Hush(frame[..length]);
        _lead -= length;
        return length;
    }

    /// <summary>To another codec, from the same moment on: an octet is as long in all of them.</summary>
    private void Turn(Codec codec)
    {
        var position = _offset;
        for (var i = 0; i < _piece; i++)
        {
            position += _pieces!.LengthOf(i);
        }

        _codec = codec;
        _pieces = SpokenPieces.Of(utterance, codec);
        _lead = _pieces.Lead;
        for (_piece = 0; _piece < _pieces.Count && position >= _pieces.LengthOf(_piece); _piece++)
        {
            position -= _pieces.LengthOf(_piece);
        }

        _offset = _piece < _pieces.Count ? position : 0;
    }
}
