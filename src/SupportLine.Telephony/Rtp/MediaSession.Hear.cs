using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>Listening to the far end, for as long as somebody has use for it: a recording, a bridge, the echo, keys that are tones.</summary>
internal sealed partial class MediaSession
{
    private Ear? _ear;
    private Mouth? _mouth;

    internal MediaBridge? Bridge { get; set; }

    /// <summary>What the far end said in this step of 10 ms, at the codec's rate. Empty when nobody listens.</summary>
    internal ReadOnlySpan<short> Heard => _ear is { } ear ? ear.Heard : [];

    /// <summary>Takes what the leg shall hear next, at its codec's rate: 10 ms.</summary>
    internal void Say(ReadOnlySpan<short> samples) => (_mouth ??= new Mouth(Codec)).Write(samples);

    /// <summary>One step of 10 ms. On the media thread.</summary>
    internal void Hear()
    {
        if (_ear is not { } ear)
        {
            return;
        }

        ear.Listen(Loop.Now / (1_000_000_000 / CodecTraits.Clock));
        HearTones(ear.HeardNarrow);
        if (_record is { } record)
        {
            Advance(record, ear.HeardNarrow);
        }

        if (_echo is not null && Bridge is null)
        {
            Say(ear.Heard);
        }
    }

    /// <summary>Begins or ends listening, after what runs now.</summary>
    internal void ListenAsNeeded()
    {
        if (!IsOver && (_record is not null || _echo is not null || Bridge is { Listens: true } || WantsTones))
        {
            _ear ??= new Ear(Codec);
            Loop.BeginHearing(this);
            return;
        }

        Loop.StopHearing(this);
        _ear = null;
        _mouth = null;
    }
}
