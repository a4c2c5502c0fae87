using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>An utterance being spoken: slices of its sounds' shared octets, across their joins without a gap.</summary>
internal sealed class Playback(Utterance utterance, bool loop)
{
    private readonly bool _loop = loop && utterance.Sounds.Count > 0;
    private int _sound;
    private int _offset;

    /// <summary>Fills one packet; the last one is filled up with silence. False when nothing is left.</summary>
    public bool Next(Span<byte> frame, Codec codec)
    {
        var filled = 0;
        while (filled < frame.Length)
        {
            if (_sound == utterance.Sounds.Count)
            {
                if (!_loop)
                {
                    break;
                }

                _sound = 0;
            }

            var codes = utterance.Sounds[_sound].Encoded(codec);
            var length = Math.Min(codes.Length - _offset, frame.Length - filled);
            codes.AsSpan(_offset, length).CopyTo(frame[filled..]);
            filled += length;
            _offset += length;
            if (_offset == codes.Length)
            {
                _sound++;
                _offset = 0;
            }
        }

        frame[filled..].Fill(codec == Codec.Pcmu ? G711.MuLawSilence : G711.ALawSilence);
        return filled > 0;
    }
}
