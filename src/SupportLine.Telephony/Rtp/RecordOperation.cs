using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>A recording being made.</summary>
/// <param name="request">What for.</param>
/// <param name="warning">Spoken to the far end shortly before the longest it may be; null for nothing.</param>
internal sealed class RecordOperation(RecordingRequest request, PlayOperation? warning)
{
    private readonly RecordingFile _file = new(request.Path);
    private readonly SpeechMeter _meter = new();
    private PlayOperation? _warning = warning;

    public RecordingRequest Request { get; } = request;

    public TaskCompletionSource<RecordingResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it has come to its own end: long enough, silent enough, or no longer written.</summary>
    public bool IsOver => _file.Duration >= Request.Longest
        || (Request.Silence is { } silence && _meter.SilentFor >= silence)
        || _file.Failure is not null;

    /// <summary>The warning, once, when it is time.</summary>
    public PlayOperation? DueWarning()
    {
        if (_warning is not { } warning || _file.Duration < Request.Longest - Request.WarnBefore)
        {
            return null;
        }

        _warning = null;
        return warning;
    }

    /// <summary>10 ms at 8 kHz.</summary>
    public void Take(ReadOnlySpan<short> samples)
    {
        _file.Take(samples);
        _meter.Take(samples);
    }

    /// <summary>The result comes when the file is safe.</summary>
    public void Finish(char? key) => _file.Close(() => Done.TrySetResult(
        new RecordingResult(Request.Path, _file.Written, key, _meter.HeardSpeech) { Failure = _file.Failure?.Message }));

    /// <summary>Ends it unasked; the file is safe before whoever waits hears of it.</summary>
    public void Break(Exception reason) => _file.Close(() => Done.TrySetException(reason));

    /// <summary>Ends it because whoever waited has turned away.</summary>
    public void Abandon() => _file.Close(static () => { });
}
