using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>Asking: barge-in and the waits between keys act here, on the media thread, within a packet.</summary>
internal sealed partial class MediaSession
{
    private void Begin(CollectOperation collect)
    {
        _collect?.Done.TrySetCanceled();
        _collect = collect;
        if (!collect.Collection.BargeIn)
        {
            _ahead.Clear();
        }

        _play?.Done.TrySetCanceled();
        _play = collect.Prompt;
        while (_collect == collect && _ahead.TryDequeue(out var key))
        {
            OnKey(collect, key);
        }
    }

    private void End(CollectOperation collect)
    {
        if (_collect == collect)
        {
            StopPrompt(collect);
            _collect = null;
        }
    }

    private void OnKey(CollectOperation collect, char key)
    {
        var question = collect.Collection;
        if (collect.Prompt is not null)
        {
            if (!question.BargeIn)
            {
                return;
            }

            StopPrompt(collect);
        }

        if (key == question.Terminator)
        {
            Finish(collect, EntryEnd.Terminated);
            return;
        }

        var isImmediate = collect.Digits.Length == 0 && question.Immediate.Contains(key, StringComparison.Ordinal);
        collect.Digits.Append(key);
        if (isImmediate || collect.Digits.Length >= question.MaxDigits)
        {
            Finish(collect, EntryEnd.Complete);
        }
        else
        {
            collect.Left = question.NextKey;
        }
    }

    private static void PromptEnded(CollectOperation collect)
    {
        collect.Prompt = null;
        collect.Left = collect.Collection.FirstKey;
    }

    private void Advance(CollectOperation collect)
    {
        if (collect.Prompt is null && (collect.Left -= TimeSpan.FromMilliseconds(PacketMs)) <= TimeSpan.Zero)
        {
            Finish(collect, EntryEnd.TimedOut);
        }
    }

    private void Finish(CollectOperation collect, EntryEnd end)
    {
        _collect = null;
        collect.Done.TrySetResult(new Entry(collect.Digits.ToString(), end));
    }

    private void StopPrompt(CollectOperation collect)
    {
        if (_play == collect.Prompt)
        {
            _play = null;
        }

        collect.Prompt = null;
    }

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
