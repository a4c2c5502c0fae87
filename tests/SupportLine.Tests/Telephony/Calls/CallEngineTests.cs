using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>Two engines over real UDP: how calls end, and how an engine stops.</summary>
public sealed class CallEngineTests
{
    [Fact]
    public async Task The_called_side_hanging_up_ends_both_legs()
    {
        await using var engines = new TwoEngines();
        var (caller, called) = await engines.ConnectAsync();

        await called.HangUpAsync(default);
        await caller.Ended.WhenCancelled().WaitAsync(TwoEngines.Patience);

        Assert.Equal(CallEndKind.RemoteHungUp, caller.End?.Kind);
        Assert.Equal(CallEndKind.LocalHungUp, called.End?.Kind);
    }

    [Fact]
    public async Task While_draining_whom_a_call_that_stands_needs_is_phoned_and_when_it_closes_nobody_is()
    {
        await using var engines = new TwoEngines();
        engines.Caller.Drain();
        var (caller, _) = await engines.ConnectAsync();

        var stopping = engines.Caller.StopAsync(TimeSpan.Zero);
        await caller.Ended.WhenCancelled().WaitAsync(TwoEngines.Patience);
        await Assert.ThrowsAsync<OperationCanceledException>(() => engines.DialAsync());
        await stopping;
    }

    [Fact]
    public async Task A_conversation_that_ends_hangs_up()
    {
        await using var engines = new TwoEngines();
        var dialling = engines.DialAsync();
        var (called, over) = await engines.IncomingAsync();
        await called.AnswerAsync(default);
        var caller = Assert.IsType<DialResult.Answered>(await dialling).Leg;

        over.SetResult();
        await caller.Ended.WhenCancelled().WaitAsync(TwoEngines.Patience);

        Assert.Equal(CallEndKind.RemoteHungUp, caller.End?.Kind);
        Assert.Equal(CallEndKind.LocalHungUp, called.End?.Kind);
    }

    [Fact]
    public async Task A_conversation_that_fails_before_the_answer_is_a_server_error_to_the_caller()
    {
        await using var engines = new TwoEngines();
        var dialling = engines.DialAsync();
        var (called, over) = await engines.IncomingAsync();

        over.SetException(new InvalidOperationException("a defect in the conversation"));

        Assert.Equal(500, Assert.IsType<DialResult.Failed>(await dialling).Status);
        Assert.Equal(CallEndKind.ServerError, called.End?.Kind);
    }

    [Fact]
    public async Task A_conversation_that_fails_after_the_answer_hangs_up_and_names_the_ending()
    {
        await using var engines = new TwoEngines();
        var dialling = engines.DialAsync();
        var (called, over) = await engines.IncomingAsync();
        await called.AnswerAsync(default);
        var caller = Assert.IsType<DialResult.Answered>(await dialling).Leg;

        over.SetException(new TaskCanceledException("somebody else's time ran out"));
        await caller.Ended.WhenCancelled().WaitAsync(TwoEngines.Patience);

        Assert.Equal(CallEndKind.ServerError, called.End?.Kind);
    }

    [Fact]
    public async Task Dialling_that_is_cancelled_cancels_the_ringing_phone()
    {
        await using var engines = new TwoEngines();
        using var cancel = new CancellationTokenSource();
        var dialling = engines.DialAsync(ct: cancel.Token);
        var (called, _) = await engines.IncomingAsync();
        await called.RingAsync(default);

        await cancel.CancelAsync();

        Assert.IsType<DialResult.Cancelled>(await dialling);
        await called.Ended.WhenCancelled().WaitAsync(TwoEngines.Patience);
        Assert.Equal(CallEndKind.Cancelled, called.End?.Kind);
    }

    [Fact]
    public async Task Stopping_ends_standing_calls_and_tells_their_peers()
    {
        await using var engines = new TwoEngines();
        var (caller, called) = await engines.ConnectAsync();

        await engines.Called.StopAsync(TimeSpan.Zero);
        await caller.Ended.WhenCancelled().WaitAsync(TwoEngines.Patience);

        Assert.Equal(CallEndKind.RemoteHungUp, caller.End?.Kind);
        Assert.Equal(CallEndKind.ShuttingDown, called.End?.Kind);
    }

    [Fact]
    public async Task Stopping_with_grace_lets_a_call_finish_and_takes_no_new_one()
    {
        await using var engines = new TwoEngines();
        var (caller, called) = await engines.ConnectAsync();

        var stopping = engines.Called.StopAsync(TwoEngines.Patience);
        Assert.Equal(503, Assert.IsType<DialResult.Failed>(await engines.DialAsync()).Status);
        Assert.Null(called.End);

        await caller.HangUpAsync(default);
        await stopping.WaitAsync(TwoEngines.Patience);
        Assert.Equal(CallEndKind.RemoteHungUp, called.End?.Kind);
    }

    [Fact]
    public async Task A_call_over_TCP_is_answered_and_ended_by_either_side()
    {
        await using var engines = new TwoEngines();
        foreach (var calledEnds in new[] { true, false })
        {
            var dialling = engines.Caller.DialAsync(new DialRequest($"sip:5000@{engines.Called.Listening[1]};transport=tcp", "1001", "Test", TwoEngines.Patience), default);
            var (called, _) = await engines.IncomingAsync();
            await called.AnswerAsync(default);
            var caller = Assert.IsType<DialResult.Answered>(await dialling).Leg;

            await (calledEnds ? called : caller).HangUpAsync(default);
            await (calledEnds ? caller : called).Ended.WhenCancelled().WaitAsync(TwoEngines.Patience);
            Assert.Equal(CallEndKind.RemoteHungUp, (calledEnds ? caller : called).End?.Kind);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        await using var engines = new TwoEngines();
        var options = new CallEngineOptions { Listen = [new Uri($"udp://{engines.Called.Listening[0]}")] };

        var failed = Assert.Throws<IOException>(() => new CallEngine(options, engines, TimeProvider.System, NullLogger.Instance));

        Assert.Contains($"udp://{engines.Called.Listening[0]}", failed.Message, StringComparison.Ordinal);
        Assert.Contains("in use", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Legs_are_counted_from_the_INVITE_to_the_end()
    {
        await using var engines = new TwoEngines();
        var (caller, called) = await engines.ConnectAsync();
        Assert.Equal((1, 1), (await engines.Caller.LegsAsync(), await engines.Called.LegsAsync()));

        await caller.HangUpAsync(default);
        await called.Ended.WhenCancelled().WaitAsync(TwoEngines.Patience);

        Assert.Equal((0, 0), (await engines.Caller.LegsAsync(), await engines.Called.LegsAsync()));
        Assert.Equal(IPAddress.Loopback, engines.Called.Listening[0].Address);
    }
}
