using SupportLine.Domain.Nodes;

namespace SupportLine.Tests.Storage;

/// <summary>Nodes that share a store.</summary>
public abstract partial class StoreSuite
{
    [SkippableFact]
    public async Task It_can_be_tried_whether_the_store_takes_anything_and_nothing_changes_by_it()
    {
        await using var store = await OpenAsync();
        await store.Nodes.BeginAsync("a", "a#1", default);
        var before = await store.Nodes.AllAsync(default);
        await store.ProbeAsync(default);
        Assert.Equal(before, await store.Nodes.AllAsync(default));
    }

    [SkippableFact]
    public async Task A_node_whose_beats_stand_still_is_taken_by_one_and_by_the_next_where_that_one_dies_too()
    {
        await using var store = await OpenAsync();
        var nodes = store.Nodes;
        await nodes.BeginAsync("a", "a#1", default);
        var begun = Assert.Single(await nodes.AllAsync(default));
        Assert.True(await nodes.BeatAsync("a", "a#1", default));
        Assert.False(await nodes.TakeAsync(begun, "b#1", default));
        var still = Assert.Single(await nodes.AllAsync(default));
        Assert.Equal(begun with { Beats = begun.Beats + 1 }, still);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => nodes.TakeAsync(still, $"b#{i}", default)));

        var by = $"b#{Array.IndexOf(taken, true)}";
        Assert.Single(taken, isTaken => isTaken);
        Assert.False(await nodes.BeatAsync("a", "a#1", default));
        Assert.True(await nodes.BeatAsync("a", by, default));
        var again = Assert.Single(await nodes.AllAsync(default));
        Assert.Equal(by, again.Process);
        Assert.True(await nodes.TakeAsync(again, "c#1", default));
        await nodes.ForgetAsync("a", by, default);
        Assert.Single(await nodes.AllAsync(default));
        await nodes.ForgetAsync("a", "c#1", default);
        Assert.Empty(await nodes.AllAsync(default));
    }

    [SkippableFact]
    public async Task A_node_that_comes_back_is_its_own_again_whoever_was_ending_what_it_left()
    {
        await using var store = await OpenAsync();
        await store.Nodes.BeginAsync("a", "a#1", default);
        Assert.True(await store.Nodes.TakeAsync(Assert.Single(await store.Nodes.AllAsync(default)), "b#1", default));
        await store.Nodes.BeginAsync("a", "a#2", default);
        Assert.False(await store.Nodes.BeatAsync("a", "b#1", default));
        await store.Nodes.ForgetAsync("a", "b#1", default);
        Assert.True(await store.Nodes.BeatAsync("a", "a#2", default));
    }
}
