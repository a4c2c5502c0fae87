using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>Signalling over a network that loses, doubles, delays and re-orders.</summary>
public sealed class LossTests
{
    private const int Calls = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Every_call_is_connected_and_ended_at_both_ends_and_nothing_remains(int seed)
    {
        var time = new FakeTimeProvider();
        using var anna = new LossyPhone(time, seed, 5060);
        using var bela = new LossyPhone(time, -seed, 5070);
        var dialled = new List<OutboundCall>();
        for (var i = 0; i < Calls; i++)
        {
            dialled.Add(await anna.DialAsync(bela));
            await PassAsync(time, anna, bela, 0.1);
        }

        await PassAsync(time, anna, bela, 40);
        Assert.Equal(Calls, bela.Incoming.Count);
        Assert.All(dialled, call => Assert.True(call.Result.IsCompleted));
        foreach (var call in dialled)
        {
            Assert.IsType<DialResult.Answered>(await call.Result);
            Assert.Null(call.End);
        }

        await Task.WhenAll(bela.Incoming.Select(call => call.Answered)).WaitAsync(TimeSpan.FromSeconds(20));
        var called = bela.Incoming.ToDictionary(call => call.Call.Dialog!.Id.CallId, call => (ICall)call.Call);
        for (var i = 0; i < Calls; i++)
        {
            await (i % 2 == 0 ? dialled[i] : called[dialled[i].Dialog!.Id.CallId]).HangUpAsync(default);
        }

        await PassAsync(time, anna, bela, 70);
        Assert.All(dialled, call => Assert.NotNull(call.End));
        Assert.All(bela.Incoming, call => Assert.NotNull(call.Call.End));
        Assert.Equal((0, 0, 0), await anna.RemainsAsync());
        Assert.Equal((0, 0, 0), await bela.RemainsAsync());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Answers_that_race_giving_up_leave_no_call_half_open(int seed)
    {
        var time = new FakeTimeProvider();
        var random = new Random(seed);
        using var anna = new LossyPhone(time, seed, 5060);
        using var bela = new LossyPhone(time, -seed, 5070, answers: false);
        var dialled = new List<OutboundCall>();
        for (var i = 0; i < Calls; i++)
        {
            dialled.Add(await anna.DialAsync(bela, ringFor: 1 + (2 * random.NextDouble())));
        }

        for (var step = 0; step < 80; step++)
        {
            await PassAsync(time, anna, bela, 0.05);
            foreach (var (call, _) in bela.Incoming.Where(_ => random.Next(40) == 0))
            {
                _ = call.AnswerAsync(default).ContinueWith(answered => answered.Exception, TaskScheduler.Default);
            }
        }

        await PassAsync(time, anna, bela, 200);
        var standing = dialled.Where(call => call.End is null).Select(call => call.Dialog!.Id.CallId).Order().ToList();
        Assert.InRange(standing.Count, 10, Calls - 10);
        Assert.All(dialled, call => Assert.Equal(call.End is null, call.Result.IsCompletedSuccessfully && call.Result.Result is DialResult.Answered));
        Assert.Equal(standing, bela.Incoming.Where(call => call.Call.End is null).Select(call => call.Call.Dialog!.Id.CallId).Order());
        Assert.Equal(standing.Count, (await anna.RemainsAsync()).Legs);
        Assert.Equal((standing.Count, 0), (await bela.RemainsAsync()) is var (legs, transactions, _) ? (legs, transactions) : default);
    }

    private static async Task PassAsync(FakeTimeProvider time, LossyPhone anna, LossyPhone bela, double seconds)
    {
        for (var step = 0; step < (int)Math.Round(seconds / 0.05); step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await anna.ReceiveAsync(bela);
            await bela.ReceiveAsync(anna);
        }
    }
}
