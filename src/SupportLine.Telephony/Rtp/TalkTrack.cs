using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>One file of a talk.</summary>
/// <param name="path">Full path.</param>
/// <param name="silence">What it begins with.</param>
internal sealed class TalkTrack(string path, TimeSpan silence)
{
    /// <summary>A step at 8 kHz, samples.</summary>
    private const int Narrow = 8 * MediaLoop.HearMs;

    private readonly RecordingFile _file = new(path, silence);
    private readonly SpeechMeter _meter = new();
    private readonly Halver _halver = new();
    private readonly short[] _narrow = new short[Narrow];

    public RecordingResult Result => new(path, _file.Written, null, _meter.HeardSpeech) { Failure = _file.Failure?.Message };

    /// <summary>A step, at 8 or 16 kHz. On the media thread.</summary>
    public void Take(ReadOnlySpan<short> samples)
    {
        if (samples.Length > Narrow)
        {
            _halver.Convert(samples, _narrow);
            samples = _narrow;
        }

        _file.Take(samples);
        _meter.Take(samples);
    }

    public void Close(Action onClosed) => _file.Close(onClosed);
}
