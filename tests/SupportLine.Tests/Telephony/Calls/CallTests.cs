using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Calls;

public sealed class CallTests
{
    private static readonly Utterance Tone = new([Sound.FromPcm("tone", [.. Enumerable.Range(0, 8000).Select(i => (short)(8000 * Math.Sin(i * 0.3)))])]);

    [Fact]
    public async Task A_caller_presses_keys_and_the_called_side_collects_each_once()
    {
        await using var engines = new TwoEngines();
        var (caller, called) = await engines.ConnectAsync();

        var collecting = called.CollectAsync(Question(Utterance.Nothing, 6), default);
        await caller.SendDigitsAsync("112#", default);

        Assert.Equal(new Entry("112", EntryEnd.Terminated), await collecting.WaitAsync(TwoEngines.Patience));
    }

    [Fact]
    public async Task The_first_key_stops_the_prompt()
    {
        await using var engines = new TwoEngines();
        var (caller, called) = await engines.ConnectAsync();
        var endless = new Utterance([.. Enumerable.Repeat(Tone.Sounds[0], 100)]);

        var collecting = called.CollectAsync(Question(endless, 1), default);
        await caller.SendDigitsAsync("7", default);

        Assert.Equal(new Entry("7", EntryEnd.Complete), await collecting.WaitAsync(TwoEngines.Patience));
    }

    [Fact]
    public async Task Nobody_pressing_anything_is_silence()
    {
        await using var engines = new TwoEngines();
        var (_, called) = await engines.ConnectAsync();

        var entry = await called.CollectAsync(Question(Utterance.Nothing, 1) with { FirstKey = TimeSpan.FromMilliseconds(100) }, default);

        Assert.True(entry.IsSilence);
    }

    [Fact]
    public async Task The_caller_hanging_up_ends_what_the_called_side_waits_for()
    {
        await using var engines = new TwoEngines();
        var (caller, called) = await engines.ConnectAsync();
        var collecting = called.CollectAsync(Question(Utterance.Nothing, 1) with { FirstKey = TwoEngines.Patience }, default);

        await caller.HangUpAsync(default);

        var ended = await Assert.ThrowsAsync<CallEndedException>(() => collecting.WaitAsync(TwoEngines.Patience));
        Assert.Equal(CallEndKind.RemoteHungUp, ended.End.Kind);
        Assert.Equal(CallEndKind.LocalHungUp, caller.End?.Kind);
    }

    [Fact]
    public async Task A_recording_holds_what_the_caller_said()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.wav");
        await using var engines = new TwoEngines();
        var (caller, called) = await engines.ConnectAsync();

        var recording = called.RecordAsync(new RecordingRequest(path, TimeSpan.FromSeconds(10), "#"), default);
        await caller.PlayAsync(new Utterance([.. Enumerable.Repeat(Tone.Sounds[0], 3)]), default);
        await caller.SendDigitsAsync("#", default);
        var result = await recording.WaitAsync(TwoEngines.Patience);

        Assert.Equal('#', result.Key);
        Assert.True(result.HeardSpeech);
        Assert.InRange(Sound.Load("recording", path).Duration.TotalSeconds, 1.4, 3.0);
        File.Delete(path);
    }

    [Fact]
    public async Task Two_callers_in_a_bridge_hear_each_other_and_their_keys_are_told()
    {
        await using var engines = new TwoEngines();
        var (anna, annaCalled) = await engines.ConnectAsync();
        var (bela, belaCalled) = await engines.ConnectAsync();
        await using var bridge = engines.Called.OpenBridge();
        bridge.Add(annaCalled);
        bridge.Add(belaCalled);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.wav");

        var recording = bela.RecordAsync(new RecordingRequest(path, TimeSpan.FromMilliseconds(1500), ""), default);
        await anna.PlayAsync(new Utterance([.. Enumerable.Repeat(Tone.Sounds[0], 4)]), default);
        Assert.True((await recording.WaitAsync(TwoEngines.Patience)).HeardSpeech);
        await anna.SendDigitsAsync("*", default);

        var key = Assert.IsType<BridgeEvent.KeyPressed>(await bridge.NextAsync(default).WaitAsync(TwoEngines.Patience));
        Assert.Equal(('*', annaCalled), (key.Key, key.Leg));
        await bela.HangUpAsync(default);
        var left = Assert.IsType<BridgeEvent.LegEnded>(await bridge.NextAsync(default).WaitAsync(TwoEngines.Patience));
        Assert.Equal(belaCalled, left.Leg);
        File.Delete(path);
    }

    [Fact]
    public async Task A_call_that_is_refused_says_so_to_the_caller()
    {
        await using var engines = new TwoEngines();
        var dialling = engines.DialAsync();
        var (called, _) = await engines.IncomingAsync();

        await called.RejectAsync(486, default);

        Assert.IsType<DialResult.Busy>(await dialling);
    }

    [Fact]
    public async Task An_unknown_number_is_not_found()
    {
        await using var engines = new TwoEngines();

        var failed = Assert.IsType<DialResult.Failed>(await engines.DialAsync("9999"));

        Assert.Equal(404, failed.Status);
    }

    [Fact]
    public async Task A_call_that_rings_to_the_end_is_cancelled_on_the_called_side_too()
    {
        await using var engines = new TwoEngines();
        var dialling = engines.DialAsync(ringFor: TimeSpan.FromMilliseconds(300));
        var (called, _) = await engines.IncomingAsync();
        await called.RingAsync(default);

        Assert.IsType<DialResult.NoAnswer>(await dialling);
        await called.Ended.WhenCancelled().WaitAsync(TwoEngines.Patience);
        Assert.Equal(CallEndKind.Cancelled, called.End?.Kind);
    }

    [Fact]
    public async Task A_full_house_refuses_the_next_call_and_harms_none()
    {
        await using var engines = new TwoEngines(maxCalls: 1);
        var (caller, called) = await engines.ConnectAsync();

        await using var others = new TwoEngines();
        var failed = Assert.IsType<DialResult.Failed>(
            await others.Caller.DialAsync(new DialRequest($"sip:5000@{engines.Called.Listening[0]}", "1002", "", TwoEngines.Patience), default));

        Assert.Equal(503, failed.Status);
        Assert.Null(caller.End);
        Assert.Null(called.End);
    }

    [Fact]
    public async Task Two_hundred_calls_at_once_each_press_their_own_key()
    {
        await using var engines = new TwoEngines();
        var calls = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var answered = Assert.IsType<DialResult.Answered>(await engines.DialAsync($"5{i:000}"));
            await answered.Leg.SendDigitsAsync($"{i:000}", default);
            return answered.Leg;
        }).Prepend(Task.Run(async () =>
        {
            var answering = new List<Task>();
            for (var i = 0; i < 200; i++)
            {
                var (called, _) = await engines.IncomingAsync();
                answering.Add(Task.Run(async () =>
                {
                    await called.AnswerAsync(default);
                    var entry = await called.CollectAsync(Question(Utterance.Nothing, 3) with { FirstKey = TwoEngines.Patience }, default);
                    Assert.Equal(called.Dialled[1..], entry.Digits);
                }));
            }

            await Task.WhenAll(answering);
            return (ICall)null!;
        })));

        Assert.Equal(201, calls.Length);
    }

    private static Collection Question(Utterance prompt, int digits) => new()
    {
        Question = "test",
        Prompt = prompt,
        MaxDigits = digits,
        Terminator = '#',
        FirstKey = TimeSpan.FromSeconds(10),
    };
}
