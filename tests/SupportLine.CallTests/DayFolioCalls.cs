using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Announcements;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests;

/// <summary>Folios that exist, and announcements, in support hours.</summary>
public abstract class DayFolioCalls : CallTest
{
    private protected DayFolioCalls(Func<Task<string?>> storage)
        : base(storage)
    {
    }

    [SkippableFact]
    public async Task A_folio_mistyped_is_caught_and_one_that_exists_tells_its_status()
    {
        await using var site = await ByDayAsync(new Phone());
        var folio = await site.RaiseAsync("aceros");
        var foreign = await site.RaiseAsync("another");
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("2");
        await phone.HearsAsync("lookup.enter");
        await phone.PressesAsync("52000010#");
        await phone.HearsAsync("lookup.mistyped");
        await phone.PressesAsync(foreign.Digits + "#");
        await phone.HearsAsync("lookup.not-found");
        await phone.PressesAsync(folio.Digits + "#");
        await phone.HearsAsync("lookup.status");
        await phone.HearsAsync("status.new");
        await phone.PressesAsync("1");
        await phone.HearsAsync("note.record");
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(1.5));
        await phone.PressesAsync("#");
        await phone.HearsAsync("note.saved");
        await phone.HangsUpAsync();

        Assert.Equal(CallEnding.FolioServed, (await site.EndedCallAsync()).Ending);
        Assert.IsType<TicketChange.VoiceNoted>((await site.Service.Site.Tickets.HistoryAsync(folio, default))[^1].Change);
    }

    [SkippableFact]
    public async Task An_open_announcement_is_heard_before_anything_is_asked()
    {
        await using var site = await ByDayAsync();
        var now = site.Service.Site.Clock.Now;
        await site.Service.Site.Announcements.AddAsync(
            new Announcement(Guid.NewGuid().ToString("N"), "ipaxes", AnnouncementKind.Failure, new Dictionary<string, string>(), null, now, now + NodaTime.Duration.FromHours(2)), default);
        await using var phone = await site.CallsAsync();

        await phone.HearsAsync("announcement.failure");
        await phone.HearsAsync("identify.contract");
        await phone.HangsUpAsync();

        Assert.Equal(CallEnding.HungUpBeforeRequest, (await site.EndedCallAsync()).Ending);
    }
}

/// <inheritdoc/>
public sealed class DayFolioCallsTests() : DayFolioCalls(Stores.Sqlite);

/// <inheritdoc/>
public sealed class DayFolioCallsTestsOnPostgres() : DayFolioCalls(Stores.Postgres);
