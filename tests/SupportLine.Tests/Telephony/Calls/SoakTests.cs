using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Calls;
using Xunit.Abstractions;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>
/// Short calls between two engines, sockets and all, the timers of signalling in virtual time: what the second half of them
/// leaves behind is nothing. <c>SUPPORTLINE_SOAK=100000</c> makes a long proof of the sample.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Sample = 1_200;

    /// <summary>Calls at once.</summary>
    private const int Batch = 100;

    /// <summary>What a finished call may leave, octets: less than any object of its own, and the tables grow by halves.</summary>
    private const long SlackEach = 100;

    /// <summary>What the rest of the process may come to hold meanwhile, octets: the calls of a sample, kept, would be several times as much.</summary>
    private const long SlackInAll = 1_000_000;

    /// <summary>Descriptors that may come and go with whatever else the process does.</summary>
    private const int SlackHandles = 8;

    /// <summary>T1 (RFC 3261 section 17.1.1.1).</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);

    /// <summary>Times that all timers are let run out, half a second apart, before what is left is left for good.</summary>
    private const int Rounds = 60;

    private static int Calls =>
        int.TryParse(Environment.GetEnvironmentVariable("SUPPORTLINE_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : Sample;

    [Fact]
    public async Task Short_calls_leave_no_memory_no_handle_and_no_entry_behind()
    {
        var time = new FakeTimeProvider();
        await using var engines = new TwoEngines(time: time);
        var half = Calls / 2;
        var first = await PlayAsync(engines, time, half);
        var second = await PlayAsync(engines, time, half);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"after {half} calls: {first}\nafter {2 * half} calls: {second}"));
        Assert.InRange(second.Memory - first.Memory, long.MinValue, Math.Max(SlackInAll, half * SlackEach));
        Assert.InRange(second.Handles - first.Handles, int.MinValue, SlackHandles);
    }

    private static async Task<Footprint> PlayAsync(TwoEngines engines, FakeTimeProvider time, int calls)
    {
        for (var done = 0; done < calls; done += Batch)
        {
            var byCaller = done / Batch % 2 == 0;
            await PassWhileAsync(Task.WhenAll(Enumerable.Range(0, Math.Min(Batch, calls - done)).Select(_ => CallAsync(engines, byCaller))), time);
            await RunOutAsync(engines, time);
        }

        var memory = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return new Footprint(memory, process.HandleCount, process.WorkingSet64);
    }

    /// <summary>Time goes on as it does on the wall: what the kernel dropped is sent again.</summary>
    private static async Task PassWhileAsync(Task calls, FakeTimeProvider time)
    {
        using var wall = new PeriodicTimer(Step);
        for (var tick = wall.WaitForNextTickAsync().AsTask(); await Task.WhenAny(calls, tick) != calls; tick = wall.WaitForNextTickAsync().AsTask()) time.Advance(Step);
        // All of what went wrong: the first to fail may only have waited for another.
        if (calls.Exception is { } failed) Assert.Fail(failed.ToString());
    }

    /// <summary>Answered, and hung up. Which of those that come in at once is whose makes no difference.</summary>
    private static async Task CallAsync(TwoEngines engines, bool byCaller)
    {
        var dialling = engines.DialAsync();
        var (called, over) = await engines.IncomingAsync();
        await called.RingAsync(default);
        await called.AnswerAsync(default);
        var dialled = await dialling;
        Assert.True(dialled is DialResult.Answered, $"{dialled}");
        var caller = ((DialResult.Answered)dialled).Leg;
        await (byCaller ? caller : called).HangUpAsync(default);
        over.SetResult();
        await EndedAsync(called);
    }

    private static Task EndedAsync(ICall call)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        call.Ended.Register(ended.SetResult);
        return ended.Task.WaitAsync(TwoEngines.Patience);
    }

    /// <summary>The last timers of signalling, and the rest of the ports. What is still on its way comes in the wall's time, not in ours.</summary>
    private static async Task RunOutAsync(TwoEngines engines, FakeTimeProvider time)
    {
        using var wall = new PeriodicTimer(Step);
        for (var round = 0; round == 0 || (round < Rounds && await RemainsAsync(engines) != (0, 0)); round++)
        {
            if (round > 0) await wall.WaitForNextTickAsync();
            for (var step = 0; step < 80; step++)
            {
                time.Advance(Step);
                await engines.Caller.LegsAsync();
                await engines.Called.LegsAsync();
            }
        }

        Assert.Equal((0, 0), await RemainsAsync(engines));
    }

    private static async Task<(int Caller, int Called)> RemainsAsync(TwoEngines engines) => (await engines.Caller.RemainsAsync(), await engines.Called.RemainsAsync());

    private readonly record struct Footprint(long Memory, int Handles, long Resident)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Memory / 1024.0:0} KiB kept, {Handles} handles, {Resident / 1048576.0:0} MiB resident");
    }
}
