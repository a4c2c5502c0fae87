using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>Recording what the far end says.</summary>
internal sealed partial class MediaSession
{
    private void Begin(RecordOperation record)
    {
        try
        {
            record.Writer = new WavWriter(record.Request.Path);
        }
        catch (IOException e)
        {
            record.Done.TrySetException(e);
            return;
        }

        _ahead.Clear();
        _record?.Close();
        _record = record;
    }

    private void End(RecordOperation record)
    {
        record.Close();
        if (_record == record)
        {
            _record = null;
        }
    }

    private void Advance(RecordOperation record)
    {
        try
        {
            if (Heard is { } heard)
            {
                record.Take(heard);
            }
        }
        catch (IOException e)
        {
            // The disk is full or gone: what was written stays, and whoever asked is told.
            _record = null;
            record.Done.TrySetException(e);
            return;
        }

        if (record.Writer!.Duration >= record.Request.Longest || (record.Request.Silence is { } silence && record.SilentFor >= silence))
        {
            FinishRecord(record, null);
        }
    }

    /// <summary>The disk is waited for on another thread; the result comes when the file is safe.</summary>
    private void FinishRecord(RecordOperation record, char? key)
    {
        _record = null;
        var writer = record.Writer!;
        record.Writer = null;
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                var duration = writer.Duration;
                try
                {
                    writer.Dispose();
                    record.Done.TrySetResult(new RecordingResult(record.Request.Path, duration, key, record.HeardSpeech));
                }
                catch (IOException e)
                {
                    record.Done.TrySetException(e);
                }
            },
            null);
    }
}
