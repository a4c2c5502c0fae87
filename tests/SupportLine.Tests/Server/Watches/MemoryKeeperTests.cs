using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Server.Watches;
using SupportLine.Tests.Telephony.Calls;

namespace SupportLine.Tests.Server.Watches;

[Collection(AloneCollection.Name)]
public sealed class MemoryKeeperTests
{
    [Fact]
    public async Task What_a_rush_needed_is_given_back_once_the_house_is_quiet_and_not_before()
    {
        await using var engines = new TwoEngines();
        await using var keeper = new MemoryKeeper(engines.Called, TimeProvider.System, NullLogger<MemoryKeeper>.Instance);
        var (caller, called) = await engines.ConnectAsync();
        Rush();
        var held = GC.GetGCMemoryInfo().TotalCommittedBytes;
        Assert.False(await keeper.LookAsync());
        Assert.False(await keeper.LookAsync());

        var ended = new TaskCompletionSource();
        called.Ended.Register(ended.SetResult);
        await caller.HangUpAsync(default);
        await ended.Task.WaitAsync(TwoEngines.Patience);
        Assert.False(await keeper.LookAsync());
        Assert.True(await keeper.LookAsync());
        Assert.True(GC.GetGCMemoryInfo().TotalCommittedBytes < held - MemoryKeeper.Much);

        // Nothing more has been made: another pause would gain nothing.
        Assert.False(await keeper.LookAsync());
    }

    /// <summary>Memory that was in use and is not any more.</summary>
    private static void Rush()
    {
        var rush = Enumerable.Range(0, 200_000).Select(_ => new byte[1000]).ToList();
        GC.Collect();
        GC.KeepAlive(rush);
    }
}
