using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>What a conversation asks of a leg. Each operation is a state below and a task that its end completes.</summary>
internal sealed partial class MediaSession
{
    /// <summary>Keys kept for the next question when they are pressed ahead of it.</summary>
    private const int TypeAhead = 32;

    private readonly Queue<char> _ahead = new();
    private PlayOperation? _play;
    private CollectOperation? _collect;
    private RecordOperation? _record;
    private DtmfSender? _digits;
    private bool _echoes;

    public Task PlayAsync(Utterance utterance, CancellationToken ct) => PlayAsync(utterance, loop: false, ct);

    public Task LoopAsync(Utterance utterance, CancellationToken ct) => PlayAsync(utterance, loop: true, ct);

    public Task<Entry> CollectAsync(Collection collection, CancellationToken ct)
    {
        var operation = new CollectOperation(collection);
        return RunAsync(operation.Done, () => Begin(operation), () => End(operation), ct);
    }

    public Task<RecordingResult> RecordAsync(RecordingRequest request, CancellationToken ct)
    {
        var operation = new RecordOperation(request);
        return RunAsync(operation.Done, () => Begin(operation), () => End(operation), ct);
    }

    public Task SendDigitsAsync(string digits, CancellationToken ct)
    {
        var sender = new DtmfSender(digits, NewSource<bool>());
        return RunAsync(sender.Done, () => _digits = sender, () => _digits = null, ct);
    }

    public Task EchoAsync(CancellationToken ct)
    {
        var done = NewSource<bool>();
        return RunAsync(done, () => _echoes = true, () => _echoes = false, ct);
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<bool> PlayAsync(Utterance utterance, bool loop, CancellationToken ct)
    {
        var operation = new PlayOperation(new Playback(utterance, loop), NewSource<bool>());
        return RunAsync(operation.Done, () => Begin(operation), () => End(operation), ct);
    }

    /// <summary>Begins an operation on the media thread, ends it there when cancelled, and waits.</summary>
    private async Task<T> RunAsync<T>(TaskCompletionSource<T> done, Action begin, Action end, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _engine.Post(() =>
        {
            if (_end is { } ended)
            {
                done.TrySetException(new CallEndedException(ended));
            }
            else if (!done.Task.IsCompleted)
            {
                Endings.Add(done.Task, exception => done.TrySetException(exception));
                begin();
            }
        });
        await using var cancel = ct.Register(() => _engine.Post(() =>
        {
            if (done.TrySetCanceled(ct))
            {
                end();
            }
        }));
        try
        {
            return await done.Task;
        }
        finally
        {
            _engine.Post(() => Endings.Remove(done.Task));
        }
    }

    /// <summary>How to fail each operation that runs, for the leg's end.</summary>
    private Dictionary<Task, Action<Exception>> Endings { get; } = [];

    private void EndOperations(Exception exception)
    {
        _record?.Close();
        _play = null;
        _collect = null;
        _record = null;
        _digits = null;
        _echoes = false;
        foreach (var fail in Endings.Values)
        {
            fail(exception);
        }

        Endings.Clear();
    }

    /// <summary>A key the far end pressed, however it came.</summary>
    private void OnKey(char key)
    {
        if (_record is { } record && record.Request.StopKeys.Contains(key, StringComparison.Ordinal))
        {
            FinishRecord(record, key);
        }
        else if (_collect is { } collect)
        {
            OnKey(collect, key);
        }
        else if (Bridge is { } bridge)
        {
            bridge.OnKey(this, key);
        }
        else if (_play is null && _record is null && _ahead.Count < TypeAhead)
        {
            _ahead.Enqueue(key);
        }
    }

    private void AdvanceOperations()
    {
        if (_collect is { } collect)
        {
            Advance(collect);
        }

        if (_record is { } record)
        {
            Advance(record);
        }
    }
}
