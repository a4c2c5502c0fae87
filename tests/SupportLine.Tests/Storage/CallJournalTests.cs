using SupportLine.Domain.Calls;
using SupportLine.Storage;

namespace SupportLine.Tests.Storage;

/// <summary>What a call waits for of its record, and what not.</summary>
public sealed class CallJournalTests
{
    [Fact]
    public async Task A_call_does_not_wait_for_its_record_which_is_written_a_moment_later()
    {
        await using var site = await JournalSite.OpenAsync();
        await site.OpenAsync("a");
        Assert.Equal(0, site.Database.Written);

        var written = site.Database.NextWrite;
        site.Time.Advance(TimeSpan.FromMilliseconds(100));
        await written;
        Assert.NotNull(await site.FoundByAnotherAsync("a"));
    }

    [Fact]
    public async Task A_short_call_is_one_commit_of_its_beginning_its_steps_and_its_end()
    {
        await using var site = await JournalSite.OpenAsync();
        await site.OpenAsync("a");
        await site.Calls.AppendAsync("a", JournalSite.Now, "keyed", "1");
        await site.Calls.EndAsync("a", CallEnding.Diagnostic, JournalSite.Now, default);

        Assert.Equal(1, site.Database.Written);
        Assert.Equal(CallEnding.Diagnostic, (await site.FoundByAnotherAsync("a"))!.Ending);
        Assert.Single(await site.Calls.EventsAsync("a", default));
    }

    [Fact]
    public async Task While_nothing_can_be_written_calls_are_refused_and_nothing_of_them_stays()
    {
        await using var site = await JournalSite.OpenAsync();
        site.Database.IsAway = true;
        await site.OpenAsync("unaware");
        await Assert.ThrowsAsync<StoreException>(() => site.Journal.FlushAsync("unaware", default));

        await Assert.ThrowsAsync<StoreException>(() => site.OpenAsync("refused"));

        site.Database.IsAway = false;
        await site.OpenAsync("taken");
        await site.Journal.FlushAsync(default);
        Assert.NotNull(await site.FoundByAnotherAsync("unaware"));
        Assert.NotNull(await site.FoundByAnotherAsync("taken"));
        Assert.Null(await site.FoundByAnotherAsync("refused"));

        site.Database.Written = 0;
        await site.OpenAsync("next");
        Assert.Equal(0, site.Database.Written);
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_holds_up_no_other_and_is_tried_again()
    {
        await using var site = await JournalSite.OpenAsync();
        await site.OpenAsync("a");
        await site.OpenAsync("b");
        site.Database.RefusesNext = true;
        await Assert.ThrowsAsync<StoreException>(() => site.Journal.FlushAsync(default));

        Assert.Null(await site.FoundByAnotherAsync("a"));
        Assert.NotNull(await site.FoundByAnotherAsync("b"));
        await site.Journal.FlushAsync(default);
        Assert.NotNull(await site.FoundByAnotherAsync("a"));
    }

    [Fact]
    public async Task A_step_after_the_end_counts_on()
    {
        await using var site = await JournalSite.OpenAsync();
        await site.OpenAsync("a");
        await site.Calls.AppendAsync("a", JournalSite.Now, "keyed", "1");
        await site.Calls.EndAsync("a", CallEnding.Diagnostic, JournalSite.Now, default);
        await site.Calls.AppendAsync("a", JournalSite.Now, "recording-deleted", "a.wav");

        Assert.Equal([(1, "keyed"), (2, "recording-deleted")], (await site.Calls.EventsAsync("a", default)).Select(step => (step.Seq, step.Kind)));
    }
}
