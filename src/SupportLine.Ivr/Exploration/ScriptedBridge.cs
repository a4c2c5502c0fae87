using System.Threading.Channels;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Exploration;

/// <summary>Two legs that hear each other; what happens between them is the helper's answer to <c>bridge</c>.</summary>
internal sealed class ScriptedBridge(IAnswers answers, TimeProvider time) : IBridge
{
    private readonly Channel<BridgeEvent> _events = Channel.CreateUnbounded<BridgeEvent>();
    private readonly List<ScriptedCall> _legs = [];
    private readonly TaskCompletionSource<IReadOnlyList<RecordingResult>> _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ICall> Legs => _legs;

    public void Add(ICall leg)
    {
        var scripted = (ScriptedCall)leg;
        _legs.Add(scripted);
        scripted.Ended.Register(() => _ = TellEndedAsync(scripted));
        if (_legs.Count == 2 && _legs.TrueForAll(member => member.End is null)) TalkOver = TalkAsync(_legs[0], _legs[1]);
    }

    /// <summary>The talk between the two.</summary>
    public Task TalkOver { get; private set; } = Task.CompletedTask;

    public void Remove(ICall leg) => _legs.Remove((ScriptedCall)leg);

    public async Task PlayAsync(Utterance utterance, CancellationToken ct)
    {
        foreach (var leg in _legs.Where(leg => leg.End is null))
        {
            leg.Heard.AddRange(utterance.Sounds.Select(sound => sound.Name));
        }

        await Task.Delay(utterance.Duration, time, ct);
    }

    /// <summary>Files of the talk that were asked for; each is as long as a talk here lasts.</summary>
    public Task<IReadOnlyList<RecordingResult>> RecordAsync(TalkRecording files)
    {
        string[] paths = [files.Mix, .. _legs.Select(files.Side)];
        Recorded = [.. paths.Select(path => new RecordingResult(path, TimeSpan.FromMinutes(1), null, true))];
        return _recorded.Task;
    }

    public IReadOnlyList<RecordingResult> Recorded { get; private set; } = [];

    public async Task<BridgeEvent> NextAsync(CancellationToken ct) => await _events.Reader.ReadAsync(ct);

    public ValueTask DisposeAsync()
    {
        _legs.Clear();
        _recorded.TrySetResult(Recorded);
        return ValueTask.CompletedTask;
    }

    /// <summary>After all that the leg's own end brings about: the engine's media hear of it later, too.</summary>
    private async Task TellEndedAsync(ScriptedCall leg)
    {
        await Task.Yield();
        _events.Writer.TryWrite(new BridgeEvent.LegEnded(leg, leg.End!.Value));
    }

    private async Task TalkAsync(ScriptedCall caller, ScriptedCall helper)
    {
        var answer = answers.Next(new Asking(helper.Who, Answer.Bridge, [Answer.HelperLeaves, Answer.CallerLeaves, Answer.HelperLost])).Split('+');
        foreach (var key in answer.SkipLast(1).SelectMany(keys => keys))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            _events.Writer.TryWrite(new BridgeEvent.KeyPressed(helper, key));
        }

        await Task.Delay(answer[^1] == Answer.HelperLost ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1), time);
        (answer[^1] == Answer.CallerLeaves ? caller : helper).HangUp();
    }
}
