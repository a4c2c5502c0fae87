namespace SupportLine.Telephony.Rtp;

/// <summary>Recording what the far end says.</summary>
internal sealed partial class MediaSession
{
    private void Begin(RecordOperation record)
    {
        _ahead.Clear();
        _record?.Break(new TaskCanceledException());
        _record = record;
        ListenAsNeeded();
    }

    private void End(RecordOperation record)
    {
        record.Abandon();
        if (_record == record)
        {
            _record = null;
            ListenAsNeeded();
        }
    }

    private void Advance(RecordOperation record, ReadOnlySpan<short> heard)
    {
        record.Take(heard);
        if (record.DueWarning() is { } warning)
        {
            Begin(warning);
        }

        if (record.IsOver)
        {
            FinishRecord(record, null);
        }
    }

    private void FinishRecord(RecordOperation record, char? key)
    {
        _record = null;
        record.Finish(key);
        ListenAsNeeded();
    }
}
