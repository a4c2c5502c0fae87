namespace SupportLine.Telephony.Calls.Strangers;

/// <summary>Lines about strangers that the log takes: sources can be made up without end, a disk cannot. In the loop alone.</summary>
/// <param name="time">Real time.</param>
internal sealed class LogLimit(TimeProvider time)
{
    /// <summary>Lines within <see cref="Window"/>.</summary>
    public const int Most = 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private long _since = time.GetTimestamp();
    private int _lines;
    private long _passedOver;

    /// <summary>Whether one more is written.</summary>
    /// <param name="passedOver">How many were not since the last that was.</param>
    public bool Admits(out long passedOver)
    {
        if (time.GetElapsedTime(_since) > Window) (_since, _lines) = (time.GetTimestamp(), 0);
        passedOver = _passedOver;
        if (_lines == Most)
        {
            _passedOver++;
            return false;
        }

        _lines++;
        _passedOver = 0;
        return true;
    }
}
