using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using SupportLine.Domain.Clock;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Server.Watches;
using SupportLine.Storage;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Server.Watches;

public sealed class TicketWatcherTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("watch");
    private readonly FakeTimeProvider _business = new(Moment.At("2026-03-10T10:00:00-06").ToDateTimeOffset());
    private readonly FakeTimeProvider _real = new(Moment.At("2026-01-01T00:00:00Z").ToDateTimeOffset());

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Trait("Clause", "IPX-07")]
    public async Task A_watcher_warns_and_records_on_business_time_and_the_next_process_goes_on_where_a_dead_one_ended()
    {
        await using var store = await OpenAsync();
        var folio = await RaiseAsync(store, KnownLines.Ipaxes);
        await using (var first = Watcher(store, KnownLines.Ipaxes, "a"))
        {
            Assert.Equal(1, await first.LookAsync(default));
            Assert.Equal(0, await first.LookAsync(default));
            _business.Advance(TimeSpan.FromMinutes(226));
        }

        // Another takes the lease and dies with it; its look is done by the next when the lease has lapsed, in real time.
        Assert.NotNull(await store.Watches.LeaseAsync("dead", Now(_business), Now(_real), Duration.FromSeconds(10), default));
        await using var second = Watcher(store, KnownLines.Ipaxes, "b");
        Assert.Equal(0, await second.LookAsync(default));
        _real.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(2, await second.LookAsync(default));
        _business.Advance(TimeSpan.FromMinutes(15));
        await second.LookAsync(default);

        Assert.Equal(
            [new TicketChange.ResponseWarned("estandar"), new TicketChange.ResponseMissed("estandar")],
            (await store.Tickets.HistoryAsync(folio, default)).Skip(1).Select(step => step.Change));
    }

    [Fact]
    [Trait("Clause", "XIV-08")]
    public async Task A_solution_without_an_answer_closes_its_ticket_after_seven_days_and_an_answered_one_does_not()
    {
        var line = KnownLines.Xivo;
        await using var store = await OpenAsync();
        var silent = await ProposedAsync(store, line);
        var answered = await ProposedAsync(store, line);
        await using var watcher = Watcher(store, line, "a");
        await watcher.LookAsync(default);
        _business.Advance(TimeSpan.FromDays(6));
        await watcher.LookAsync(default);
        var refusal = Assert.IsType<SolutionRule.Accepted>(SolutionRule.Answer(line, (await store.Tickets.FindAsync(answered, default))!, approved: false));
        await store.Tickets.AppendAsync(answered, refusal.Changes, "contact:acme/maria", null, Now(_business), default);

        _business.Advance(TimeSpan.FromDays(1));
        await watcher.LookAsync(default);

        Assert.Equal(line.Solution!.Approved, (await store.Tickets.FindAsync(silent, default))!.Status);
        Assert.Equal(line.Solution!.Refused, (await store.Tickets.FindAsync(answered, default))!.Status);
    }

    [Fact]
    public async Task A_ticket_of_a_line_that_is_gone_is_left_alone()
    {
        await using var store = await OpenAsync();
        await RaiseAsync(store, KnownLines.Ipaxes);
        await using var watcher = Watcher(store, KnownLines.Xivo, "a");

        Assert.Equal(1, await watcher.LookAsync(default));
        _business.Advance(TimeSpan.FromDays(9));
        Assert.Equal(0, await watcher.LookAsync(default));
    }

    private static Instant Now(TimeProvider time) => Instant.FromDateTimeOffset(time.GetUtcNow());

    private Task<Store> OpenAsync() => Store.OpenAsync(Path.Combine(_folder.FullName, "store.db"), TimeProvider.System, default);

    private async Task<Folio> RaiseAsync(Store store, Line line)
    {
        var raised = await store.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line.Id,
                FolioPrefix = line.FolioPrefix,
                OrganisationId = "acme",
                Severity = line.StartingSeverity.Value,
                Status = line.FirstStatus.Id,
                Language = "en",
                RaisedAt = Now(_business),
                Actor = "caller",
            },
            default);
        return raised.Ticket.Folio;
    }

    private async Task<Folio> ProposedAsync(Store store, Line line)
    {
        var folio = await RaiseAsync(store, line);
        var ticket = await store.Tickets.FindAsync(folio, default);
        var proposed = Assert.IsType<SolutionRule.Accepted>(SolutionRule.Propose(line, ticket!, "restart it"));
        await store.Tickets.AppendAsync(folio, proposed.Changes, "agent:anna", null, Now(_business), default);
        return folio;
    }

    private TicketWatcher Watcher(Store store, Line line, string node)
    {
        var site = new HelpdeskSite(HelpdeskSite.Day, new Script()).Site with
        {
            Lines = LineBook.Of([("line.yaml", line)]).Book!,
            Tickets = store.Tickets,
            Clock = new BusinessClock(_business),
            RealTime = _real,
            Node = node,
        };
        return new TicketWatcher(site, store.Watches, NullLogger<TicketWatcher>.Instance);
    }
}
