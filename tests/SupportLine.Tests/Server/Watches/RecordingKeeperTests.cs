using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Clock;
using SupportLine.Domain.Lines;
using SupportLine.Ivr.Exploration;
using SupportLine.Server.Watches;
using SupportLine.Storage;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Server.Watches;

public sealed class RecordingKeeperTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("keep");
    private readonly FakeTimeProvider _business = new(Moment.At("2026-03-10T10:00:00-06").ToDateTimeOffset());

    private Instant Now => Instant.FromDateTimeOffset(_business.GetUtcNow());

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_recording_goes_when_its_line_keeps_it_no_longer_and_the_call_says_so()
    {
        await using var store = await OpenAsync();
        await CallAsync(store, "aa", "short", ended: true);
        await CallAsync(store, "bb", "long", ended: true);
        await CallAsync(store, "cc", "short", ended: false);
        foreach (var name in (string[])["aa.wav", "aa-2.wav", "bb.wav", "cc.wav", "stranger.wav"])
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), "sound");
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, name + ".sha256"), "hash");
        }

        await using var keeper = Keeper(store);
        _business.Advance(TimeSpan.FromDays(30) - TimeSpan.FromTicks(1));
        Assert.Equal(0, await keeper.LookAsync(default));
        _business.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(2, await keeper.LookAsync(default));
        Assert.Equal(0, await keeper.LookAsync(default));

        Assert.Equal(["bb.wav", "cc.wav", "stranger.wav"], Names("*.wav"));
        Assert.Equal(["bb.wav.sha256", "cc.wav.sha256", "stranger.wav.sha256"], Names("*.sha256"));
        Assert.Equal(
            ["aa-2.wav", "aa.wav"],
            (await store.Calls.EventsAsync("aa", default)).Where(step => step.Kind == "recording-deleted").Select(step => step.Detail).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_that_cannot_be_deleted_keeps_none_of_the_others_and_is_not_said_to_be_gone()
    {
        await using var store = await OpenAsync();
        foreach (var call in (string[])["aa", "bb", "cc"])
        {
            await CallAsync(store, call, "short", ended: true);
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, call + ".wav"), "sound");

            // Whoever runs the tests, a folder is no file that can be deleted.
            if (call == "bb") _folder.CreateSubdirectory("bb.wav.sha256");
        }

        await using var keeper = Keeper(store);
        _business.Advance(TimeSpan.FromDays(30));
        Assert.Equal(2, await keeper.LookAsync(default));
        Assert.Equal(["bb.wav"], Names("*.wav"));
        Assert.Empty(await store.Calls.EventsAsync("bb", default));
        _folder.GetDirectories().Single().Delete();
        Assert.Equal(1, await keeper.LookAsync(default));
        Assert.Single(await store.Calls.EventsAsync("bb", default));
    }

    [Fact]
    public async Task Where_no_line_says_how_long_everything_is_kept()
    {
        await using var store = await OpenAsync();
        await CallAsync(store, "aa", "short", ended: true);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "aa.wav"), "sound");
        await using var keeper = Keeper(store, Duration.Zero);
        _business.Advance(TimeSpan.FromDays(4000));
        Assert.Equal(0, await keeper.LookAsync(default));
        Assert.Equal(["aa.wav"], Names("*.wav"));
    }

    private IEnumerable<string> Names(string pattern) =>
        _folder.GetFiles(pattern).Where(file => !file.Name.StartsWith("store", StringComparison.Ordinal)).Select(file => file.Name).Order(StringComparer.Ordinal);

    private Task<Store> OpenAsync() => Store.OpenAsync(Path.Combine(_folder.FullName, "store.db"), TimeProvider.System, default);

    private async Task CallAsync(Store store, string id, string line, bool ended)
    {
        await store.Calls.OpenAsync(new CallRecord(id, line, "5000", "", Now, null, null), "a", default);
        if (ended) await store.Calls.EndAsync(id, CallEnding.TicketRaised, Now, default);
    }

    private RecordingKeeper Keeper(Store store, Duration? keep = null)
    {
        var site = new HelpdeskSite(HelpdeskSite.Day, new Script()).Site with
        {
            Lines = LineBook.Of(
            [
                ("short.yaml", KnownLines.Ipaxes with { Id = "short", KeepRecordings = new(keep ?? Duration.FromDays(30), "operator") }),
                ("long.yaml", KnownLines.Xivo with { Id = "long", KeepRecordings = new(keep ?? Duration.FromDays(3000), "operator") }),
            ]).Book!,
            Calls = store.Calls,
            Clock = new BusinessClock(_business),
            Recordings = _folder.FullName,
        };
        return new RecordingKeeper(site, NullLogger<RecordingKeeper>.Instance);
    }
}
