using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Exploration;

/// <summary>A leg whose far end does what it is told, in virtual time.</summary>
internal sealed class ScriptedCall(string id, string who, CallDirection direction, CallParty party, string dialled, IAnswers answers, TimeProvider time)
    : ICall, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _operations;

    public string Id { get; } = id;

    /// <summary>Who is at the far end, as scripts name them.</summary>
    public string Who { get; } = who;

    public CallDirection Direction { get; } = direction;

    public CallParty Party { get; } = party;

    public string Dialled { get; } = dialled;

    public ICall? TakesPlaceOf => null;

    public CancellationToken Ended => _ended.Token;

    public CallEnd? End { get; private set; }

    public CallQuality Quality => default;

    public bool IsAnswered { get; private set; }

    /// <summary>Names of all sounds heard, in order.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Each thing said in one breath, with its length.</summary>
    public List<Utterance> Utterances { get; } = [];

    /// <summary>The operation at which this side hangs up, from 1; null leaves it to the answers.</summary>
    public int? HangsUpAt { get; init; }

    public int Operations => _operations;

    /// <summary>Writes what the far end says, to a path.</summary>
    public Action<string> Recorder { get; init; } = _ => { };

    public Task RingAsync(CancellationToken ct) => Task.CompletedTask;

    public Task AnswerAsync(CancellationToken ct)
    {
        Begin(ct);
        IsAnswered = true;
        return Task.CompletedTask;
    }

    public Task RejectAsync(int status, CancellationToken ct)
    {
        EndWith(new CallEnd(CallEndKind.Rejected, status));
        return Task.CompletedTask;
    }

    public Task HangUpAsync(CancellationToken ct)
    {
        EndWith(new CallEnd(CallEndKind.LocalHungUp));
        return Task.CompletedTask;
    }

    public Task<string?> EndingAsync(CancellationToken ct) => Task.FromResult(IsAnswered && End is null ? $"hang up {Id}" : null);

    public Task PlayAsync(Utterance utterance, CancellationToken ct)
    {
        Begin(ct);
        Hear(utterance);
        return PassAsync(utterance.Duration, ct);
    }

    public Task LoopAsync(Utterance utterance, CancellationToken ct)
    {
        Begin(ct);
        Hear(utterance);
        return PassAsync(Timeout.InfiniteTimeSpan, ct);
    }

    public async Task<Entry> CollectAsync(Collection collection, CancellationToken ct)
    {
        Begin(ct);
        Hear(collection.Prompt);
        if (collection.Classes.Count == 0)
        {
            await PassAsync(collection.Prompt.Duration, ct);
            return new Entry("", EntryEnd.TimedOut);
        }

        var answer = answers.Next(new Asking(Who, collection.Question, collection.Classes, collection.State, collection.Words));
        if (answer == Answer.HangUp) HangUp();
        if (answer == Answer.Silence)
        {
            await PassAsync(collection.Prompt.Duration + collection.FirstKey, ct);
            return new Entry("", EntryEnd.TimedOut);
        }

        await PassAsync(collection.BargeIn ? TimeSpan.FromMilliseconds(500) : collection.Prompt.Duration, ct);
        return Enter(collection, answer);
    }

    public async Task<RecordingResult> RecordAsync(RecordingRequest request, CancellationToken ct)
    {
        Begin(ct);
        var answer = answers.Next(new Asking(Who, Answer.Record, [Answer.Speech, "*"], request.State));
        if (answer is not (Answer.Silence or Answer.Unwritten)) Recorder(request.Path);
        if (answer == Answer.HangUp) HangUp();
        await PassAsync(answer == Answer.Speech ? TimeSpan.FromSeconds(7) : request.Silence ?? request.Longest, ct);
        return answer switch
        {
            Answer.Speech => new RecordingResult(request.Path, TimeSpan.FromSeconds(7), '#', HeardSpeech: true),
            Answer.Unwritten => new RecordingResult(request.Path, TimeSpan.Zero, null, HeardSpeech: false) { Failure = "No space left on device" },
            "*" => new RecordingResult(request.Path, TimeSpan.FromSeconds(1), '*', HeardSpeech: true),
            _ => new RecordingResult(request.Path, request.Silence ?? request.Longest, null, HeardSpeech: false),
        };
    }

    public Task EchoAsync(CancellationToken ct) => PassAsync(Timeout.InfiniteTimeSpan, ct);

    public Task SendDigitsAsync(string digits, CancellationToken ct) => PassAsync(TimeSpan.FromMilliseconds(160 * digits.Length), ct);

    /// <summary>The far end hangs up.</summary>
    public void HangUp() => EndWith(new CallEnd(CallEndKind.RemoteHungUp));

    public void EndWith(CallEnd end)
    {
        if (End is not null) return;
        End = end;
        _ended.Cancel();
    }

    public void Dispose() => _ended.Dispose();

    private static Entry Enter(Collection collection, string keys)
    {
        if (collection.Immediate.Contains(keys[0], StringComparison.Ordinal)) return new Entry(keys[..1], EntryEnd.Complete);
        var digits = new string([.. keys.TakeWhile(key => key != collection.Terminator).Take(collection.MaxDigits)]);
        if (digits.Length == collection.MaxDigits) return new Entry(digits, EntryEnd.Complete);
        return new Entry(digits, digits.Length < keys.Length ? EntryEnd.Terminated : EntryEnd.TimedOut);
    }

    private void Begin(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (++_operations == HangsUpAt) HangUp();
        if (End is { } end) throw new CallEndedException(end);
    }

    private void Hear(Utterance utterance)
    {
        Utterances.Add(utterance);
        Heard.AddRange(utterance.Sounds.Select(sound => sound.Name));
    }

    private async Task PassAsync(TimeSpan length, CancellationToken ct)
    {
        if (End is { } ended) throw new CallEndedException(ended);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, _ended.Token);
        try
        {
            await Task.Delay(length, time, over.Token);
        }
        catch (OperationCanceledException) when (End is { } end)
        {
            throw new CallEndedException(end);
        }
    }
}
