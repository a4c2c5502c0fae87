using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>Keys of a far end that agreed on no telephone-event: by the tones within its audio.</summary>
internal sealed partial class MediaSession
{
    private ToneDetector? _tones;

    /// <summary>Whether tones are listened for. Who sends keys by RTP or INFO is believed there alone: no key counts twice.</summary>
    private bool WantsTones => _agreed is { EventType: < 0, Expects: true } && !_keysByRtp && !_keysByInfo;

    private void HearTones(ReadOnlySpan<short> narrow)
    {
        if (!WantsTones)
        {
            _tones = null;
            return;
        }

        _tones ??= new ToneDetector();
        if (_tones.Take(narrow) is not '\0' and var key)
        {
            OnKey(key);
        }
    }
}
