using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>What a conversation asks of a leg. Each operation is a state below and a task that its end completes.</summary>
internal sealed partial class MediaSession
{
    private PlayOperation? _play;
    private CollectOperation? _collect;
    private RecordOperation? _record;
    private DtmfSender? _digits;
    private TaskCompletionSource<bool>? _echo;

    public Task PlayAsync(Utterance utterance, CancellationToken ct) => PlayAsync(utterance, loop: false, ct);

    public Task LoopAsync(Utterance utterance, CancellationToken ct) => PlayAsync(utterance, loop: true, ct);

    public Task<Entry> CollectAsync(Collection collection, CancellationToken ct)
    {
        var operation = new CollectOperation(collection, Speak(collection.Prompt, loop: false));
        return RunAsync(operation.Done, () => Begin(operation), () => End(operation), ct);
    }

    public Task<RecordingResult> RecordAsync(RecordingRequest request, CancellationToken ct)
    {
        var operation = new RecordOperation(request, request.Warning is { } warning ? Speak(warning, loop: false) : null);
        return RunAsync(operation.Done, () => Begin(operation), () => End(operation), ct);
    }

    /// <exception cref="ArgumentException">There is a key that no telephone has.</exception>
    public Task SendDigitsAsync(string digits, CancellationToken ct)
    {
        if (!digits.All(DtmfSender.Keys.Contains))
        {
            throw new ArgumentException("Keys are 0 to 9, *, # and A to D.", nameof(digits));
        }

        var sender = new DtmfSender(digits, NewSource<bool>());
        return RunAsync(
            sender.Done,
            () =>
            {
                _digits?.Done.TrySetCanceled();
                _digits = sender;
            },
            () => _digits = null,
            ct);
    }

    public Task EchoAsync(CancellationToken ct)
    {
        var done = NewSource<bool>();
        return RunAsync(done, () => SetEcho(done), () => SetEcho(null), ct);
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<bool> PlayAsync(Utterance utterance, bool loop, CancellationToken ct)
    {
        var operation = Speak(utterance, loop);
        return RunAsync(operation.Done, () => Begin(operation), () => End(operation), ct);
    }

    /// <summary>
    /// Encodes what has never been spoken in this leg's codec, here and not on the media thread; to which the codec
    /// may be news still.
    /// </summary>
    private PlayOperation Speak(Utterance utterance, bool loop)
    {
        var playback = new Playback(utterance, loop);
        playback.Prepare(Agreed?.Codec ?? Codec);
        return new PlayOperation(playback, NewSource<bool>());
    }

    /// <summary>Begins an operation on the media thread, ends it there when cancelled, and waits.</summary>
    private async Task<T> RunAsync<T>(TaskCompletionSource<T> done, Action begin, Action end, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Post(() =>
        {
            if (_end is { } ended)
            {
                done.TrySetException(new CallEndedException(ended));
            }
            else if (!done.Task.IsCompleted)
            {
                begin();
            }
        });
        await using var cancel = ct.Register(() => Post(() =>
        {
            if (done.TrySetCanceled(ct))
            {
                end();
            }
        }));
        return await done.Task;
    }

    private void EndOperations(CallEndedException ended)
    {
        _play?.Done.TrySetException(ended);
        _collect?.Done.TrySetException(ended);
        _digits?.Done.TrySetException(ended);
        _echo?.TrySetException(ended);
        _record?.Break(ended);
        _play = null;
        _collect = null;
        _digits = null;
        _echo = null;
        _record = null;
    }

    private void SetEcho(TaskCompletionSource<bool>? done)
    {
        _echo?.TrySetCanceled();
        _echo = done;
        ListenAsNeeded();
    }

    /// <summary>Once a packet.</summary>
    private void AdvanceOperations()
    {
        if (_collect is { } collect)
        {
            Advance(collect);
        }
    }
}
