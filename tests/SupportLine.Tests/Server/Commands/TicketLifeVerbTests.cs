using NodaTime;
using SupportLine.Domain.Tickets;
using SupportLine.Server.Commands;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Server.Commands;

public sealed class TicketLifeVerbTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    [Trait("Clause", "XIV-06")]
    [Trait("Clause", "XCL-05")]
    public async Task Contacts_of_the_organisation_follow_a_ticket_and_nobody_of_another()
    {
        var folio = await RaiseAsync("ipaxes", "new");

        var step = Assert.Single(await _shell.RowsAsync("tickets", "observe", folio, "--contact", "acme/maria", "--by", "anna"));
        Assert.Equal("agent:anna", step["actor"].GetString());
        Assert.Equal("acme/maria", Assert.Single(await _shell.RowsAsync("tickets", "observers", folio))["contact"].GetString());
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("tickets", "observe", folio, "--contact", "other/rosa")).Code);
        await _shell.RowsAsync("tickets", "unobserve", folio, "--contact", "acme/maria");
        Assert.Empty(await _shell.RowsAsync("tickets", "observers", folio));
    }

    [Fact]
    [Trait("Clause", "XIV-08")]
    public async Task A_solution_is_proposed_by_support_and_approved_or_refused_by_the_customer()
    {
        _shell.Lines = SpokenOrNot("xivo");
        var line = KnownLines.Xivo;
        var folio = await RaiseAsync("xivo", line.FirstStatus.Id);
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("tickets", "approve", folio, "--contact", "acme/maria")).Code);

        Assert.Equal(2, (await _shell.RowsAsync("tickets", "propose", folio, "restart it", "--by", "anna")).Count);
        await _shell.RowsAsync("tickets", "refuse", folio, "--contact", "acme/maria");
        Assert.Equal(line.Solution!.Refused, await StatusAsync(folio));
        await _shell.RowsAsync("tickets", "propose", folio, "replace it", "--by", "anna");
        await _shell.RowsAsync("tickets", "approve", folio, "--contact", "acme/maria");
        Assert.Equal(line.Solution!.Approved, await StatusAsync(folio));
    }

    [Fact]
    public async Task Where_the_line_has_somebody_decide_a_reply_is_noted_and_support_reopens()
    {
        var folio = await RaiseAsync("ipaxes", "closed");
        await _shell.RowsAsync("tickets", "reply", folio, "it is back", "--contact", "acme/maria");
        Assert.Equal("closed", await StatusAsync(folio));
        await _shell.RowsAsync("tickets", "reopen", folio, "--by", "anna");
        Assert.Equal("in-progress", await StatusAsync(folio));
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("tickets", "reopen", folio)).Code);
    }

    [Fact]
    [Trait("Clause", "WLD-07")]
    public async Task A_ticket_of_a_line_that_never_reopens_takes_no_reply()
    {
        _shell.Lines = SpokenOrNot("wildix");
        var folio = await RaiseAsync("wildix", KnownLines.Wildix.EndStatuses.First());

        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("tickets", "reply", folio, "it is back", "--contact", "acme/maria")).Code);
        Assert.Contains("raise a new one that refers to it (WLD-07)", _shell.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("tickets", "reopen", folio)).Code);
    }

    [Fact]
    [Trait("Clause", "SNG-13")]
    public async Task A_reply_to_a_closed_ticket_of_a_line_that_reopens_opens_it()
    {
        _shell.Lines = SpokenOrNot("sangoma");
        var folio = await RaiseAsync("sangoma", KnownLines.Sangoma.EndStatuses.First());

        await _shell.RowsAsync("tickets", "reply", folio, "it is back", "--contact", "acme/maria");

        Assert.Equal(KnownLines.Sangoma.Reopening.To, await StatusAsync(folio));
    }

    [Fact]
    [Trait("Clause", "IPX-16")]
    public async Task A_line_that_stores_no_access_data_drops_it()
    {
        var folio = await RaiseAsync("ipaxes", "new");
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("s3cr3t", ["tickets", "secret", folio, "ssh"])).Code);
        Assert.Contains("stores no access data; it was dropped (IPX-16)", _shell.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("tickets", "secret-show", folio, "ssh")).Code);
    }

    [Fact]
    [Trait("Clause", "IPX-16")]
    public async Task One_that_has_a_secret_field_shows_it_to_whoever_asks_by_name_and_nowhere_else()
    {
        _shell.Lines = SpokenOrNot("xcally");
        var folio = await RaiseAsync("xcally", KnownLines.Xcally.FirstStatus.Id);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("root / s3cr3t", ["tickets", "secret", folio, "ssh", "--by", "anna"])).Code);

        Assert.Equal("root / s3cr3t", (await _shell.RunAsync("tickets", "secret-show", folio, "ssh", "--by", "lucia")).Printed.Trim());
        var shown = (await _shell.RunAsync("tickets", "show", folio)).Printed;
        Assert.Contains("agent:lucia", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", shown, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("tickets", "secret-drop", folio, "ssh")).Code);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("tickets", "secret-drop", folio, "ssh")).Code);
    }

    [Fact]
    [Trait("Clause", "SNG-03")]
    [Trait("Clause", "SNG-04")]
    public async Task Credits_are_added_as_packs_grants_and_corrections_and_listed_with_their_balance()
    {
        _shell.Lines = SpokenOrNot("sangoma");
        await _shell.FurnishAsync("sangoma");

        await _shell.RowsAsync("credits", "add", "acme", "120");
        await _shell.RowsAsync("credits", "add", "acme", "60", "--contract", "100200");
        Assert.Equal(ExitCode.Conflict, (await _shell.RunAsync("credits", "add", "acme", "60", "--contract", "100200")).Code);
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("credits", "add", "acme", "100")).Code);
        Assert.Contains("packs are sold of 120, 300, 600 credits (SNG-04)", _shell.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("credits", "add", "nobody", "120")).Code);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("credits", "add", "other", "60", "--contract", "100200")).Code);
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("credits", "add", "acme", "--reason", "paid back", "--", "-181")).Code);
        await _shell.RowsAsync("credits", "add", "acme", "5", "--reason", "goodwill");

        var ledger = await _shell.RowsAsync("credits", "list", "acme");
        Assert.Equal([("pack", 120), ("grant", 180), ("adjusted", 185)], ledger.Select(row => (row["kind"].GetString(), row["balance"].GetInt32())));
    }

    [Fact]
    [Trait("Clause", "SNG-09")]
    public async Task In_support_hours_an_agent_takes_a_request_that_lacks_something_with_a_reason()
    {
        _shell.Lines = SpokenOrNot("sangoma");
        var folio = await RaiseAsync("sangoma", KnownLines.Sangoma.FirstStatus.Id, requestType: "phone-support");
        string[] taken = ["tickets", "override", folio, "a promise of sales", "--by", "anna"];

        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("tickets", "override", folio, " ", "--by", "anna")).Code);
        Assert.Contains("an entitlement is overridden with a reason", _shell.Errors, StringComparison.Ordinal);
        _shell.At = "2026-03-10T03:00:00-06:00";
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync(taken)).Code);
        Assert.Contains("in support hours only", _shell.Errors, StringComparison.Ordinal);
        _shell.At = "2026-03-10T10:00:00-06:00";

        Assert.Equal("agent:anna", Assert.Single(await _shell.RowsAsync(taken))["actor"].GetString());

        await using var store = await _shell.OpenAsync();
        var step = (await store.Tickets.HistoryAsync(Folio.Parse(folio), default))[^1];
        var change = Assert.IsType<TicketChange.EntitlementOverridden>(step.Change);
        Assert.Equal("a promise of sales", change.Reason);
        Assert.NotEmpty(change.Lacks);
    }

    [Fact]
    public async Task A_ticket_whose_request_is_not_known_or_lacks_nothing_is_not_overridden()
    {
        _shell.Lines = SpokenOrNot("sangoma");
        var unknown = await RaiseAsync("sangoma", KnownLines.Sangoma.FirstStatus.Id);
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("tickets", "override", unknown, "a promise", "--by", "anna")).Code);
        Assert.Contains("nobody knows what ticket", _shell.Errors, StringComparison.Ordinal);

        var entitled = await RaiseAsync("sangoma", KnownLines.Sangoma.FirstStatus.Id, requestType: "other");
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("tickets", "override", entitled, "a promise", "--by", "anna")).Code);
        Assert.Contains("nothing is missing", _shell.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_line_has_credits_the_verb_says_so()
    {
        _shell.Lines = SpokenOrNot("xivo");
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("credits", "list", "acme")).Code);
        Assert.Contains("no line has credits", _shell.Errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "IPX-13")]
    [Trait("Clause", "IPX-03")]
    public async Task A_visit_is_booked_listed_called_off_and_its_outcome_may_be_a_ticket()
    {
        await _shell.FurnishAsync("ipaxes");
        string[] visit = ["book", "add", "ipaxes", "acme", "lucia", "2026-03-14T22:00", "90"];

        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync(visit)).Code);
        Assert.Contains("a visit outside support hours needs its reason", _shell.Errors, StringComparison.Ordinal);
        var booked = Assert.Single(await _shell.RowsAsync([.. visit, "--reason", "no other night"]));
        Assert.Equal("2026-03-14 22:00 -06:00", booked["from"].GetString());
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync([.. visit, "--reason", "no other night"])).Code);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("book", "add", "ipaxes", "acme", "nobody", "2026-03-14T22:00", "90")).Code);
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("book", "add", "ipaxes", "acme", "lucia", "tomorrow", "90")).Code);

        var id = booked["id"].GetString()!;
        var raised = Assert.Single(await _shell.RowsAsync("book", "outcome", id, "a new disk is needed", "--raise", "cambio", "--by", "lucia"))["raised"].GetString();
        Assert.Contains("a new disk is needed", (await _shell.RunAsync("tickets", "show", raised!)).Printed, StringComparison.Ordinal);
        Assert.Equal("cancelled", Assert.Single(await _shell.RowsAsync("book", "cancel", id))["state"].GetString());
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("book", "cancel", id)).Code);
        Assert.Single(await _shell.RowsAsync("book", "list", "--line", "ipaxes", "--organisation", "acme"));
        Assert.Empty(await _shell.RowsAsync("book", "list", "--organisation", "other"));
    }

    /// <summary>A folder with one line file alone.</summary>
    private string SpokenOrNot(string line)
    {
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(_shell.Folder, "lines"));
        foreach (var file in System.IO.Directory.EnumerateFiles(RepositoryFiles.Lines, $"{line}.yaml", SearchOption.AllDirectories)
            .Concat(System.IO.Directory.EnumerateFiles(RepositoryFiles.Lines, "*.ics", SearchOption.AllDirectories)))
        {
            System.IO.File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)), overwrite: true);
        }

        return folder.FullName;
    }

    private async Task<string> RaiseAsync(string line, string status, string? requestType = null)
    {
        await _shell.FurnishAsync(line);
        await using var store = await _shell.OpenAsync();
        var terms = KnownLines.All.First(known => known.Id == line);
        var raised = await store.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line,
                FolioPrefix = terms.FolioPrefix,
                OrganisationId = "acme",
                RequestType = requestType,
                Severity = terms.StartingSeverity.Value,
                Status = status,
                Language = "en",
                RaisedAt = Moment.At("2026-03-10T10:00:00-06"),
                Actor = "caller",
            },
            default);
        return raised.Ticket.Folio.Digits;
    }

    private async Task<string> StatusAsync(string folio)
    {
        await using var store = await _shell.OpenAsync();
        return (await store.Tickets.FindAsync(Folio.Parse(folio), default))!.Status;
    }
}
