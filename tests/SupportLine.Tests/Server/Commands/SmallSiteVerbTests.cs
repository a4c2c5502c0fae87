using System.Text.Json;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Server.Commands;

namespace SupportLine.Tests.Server.Commands;

/// <summary>A small site run from a shell alone, with the demo's directory file.</summary>
public sealed class SmallSiteVerbTests : IAsyncLifetime, IDisposable
{
    private static readonly string Demo = Path.Combine(AppContext.BaseDirectory, "demo", "directory.yaml");

    private readonly Shell _shell = new();

    public async Task InitializeAsync()
    {
        var (code, printed) = await _shell.RunAsync("import", Demo);
        Assert.True(code == ExitCode.Done, _shell.Errors);
        Assert.Equal("Imported 3 organisations, 5 contacts, 3 contracts, 2 engineers, 1 rotas.", printed.Trim());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _shell.Dispose();

    [Fact]
    [Trait("Clause", "IPX-11")]
    [Trait("Clause", "IPX-23")]
    public async Task Contacts_are_listed_authorised_revoked_and_given_a_pin_that_nobody_else_has()
    {
        Assert.Equal(["aceros/john", "aceros/maria", "aceros/pedro"], (await _shell.RowsAsync("contacts", "list", "aceros")).Select(row => row["id"].GetString()).Order());

        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("contacts", "authorise", "aceros", "aceros/pedro")).Code);
        Assert.True(await AuthorisedAsync("aceros/pedro"));
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("contacts", "revoke", "aceros", "aceros/pedro")).Code);
        Assert.False(await AuthorisedAsync("aceros/pedro"));

        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("contacts", "pin", "aceros", "aceros/pedro", "4826")).Code);
        Assert.Equal("another contact of the organisation has that PIN", _shell.Errors.Trim());
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("contacts", "pin", "aceros", "aceros/pedro", "12x4")).Code);
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("contacts", "pin", "aceros", "aceros/pedro", "615755")).Code);
        Assert.Equal("the PIN has 6 digits, and no line asks for so many; choose one of 4 digits", _shell.Errors.Trim());
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("contacts", "pin", "aceros", "aceros/pedro", "6157")).Code);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("contacts", "authorise", "aceros", "papeleria/rosa")).Code);

        var (_, printed) = await _shell.RunAsync("contacts", "list", "aceros", "--json");
        Assert.DoesNotContain("6157", printed, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "IPX-03")]
    public async Task The_engineers_of_a_moment_are_told_in_the_order_they_are_rung()
    {
        var rung = (await _shell.RowsAsync("oncall", "--at", "2026-03-10T23:30:00-06:00")).Where(row => row["line"].GetString() == "ipaxes").ToList();

        Assert.Equal(["Lucía Ramos", "Diego Peña"], rung.Select(row => row["engineer"].GetString()));
        Assert.Equal([1, 2], rung.Select(row => row["order"].GetInt32()));
        Assert.NotEqual(ExitCode.Done, (await _shell.RunAsync("oncall", "--at", "yesterday")).Code);
    }

    [Fact]
    [Trait("Clause", "IPX-05")]
    public async Task An_announcement_begins_is_listed_and_ends()
    {
        var (code, id) = await _shell.RunAsync("announce", "add", "ipaxes", "--kind", "Failure", "--text", "es-MX=Falla en el correo.", "--text", "en=Mail is down.");
        Assert.Equal(ExitCode.Done, code);
        var row = Assert.Single(await _shell.RowsAsync("announce", "list"));
        Assert.Equal(id.Trim(), row["id"].GetString());
        Assert.Equal("", row["until"].GetString());

        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("announce", "close", id.Trim())).Code);
        Assert.Equal("2026-03-10 16:00 +00:00", Assert.Single(await _shell.RowsAsync("announce", "list"))["until"].GetString());
        _shell.At = "2026-03-10T10:05:00-06:00";
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("announce", "close", id.Trim())).Code);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("announce", "add", "nowhere")).Code);
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("announce", "add", "ipaxes", "--text", "de=Ausfall")).Code);
        Assert.Contains("es-MX, en", _shell.Errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "IPX-08")]
    public async Task A_ticket_is_answered_assigned_verified_moved_and_closed_and_its_history_says_by_whom()
    {
        var folio = await RaiseAsync();
        Assert.Equal(folio, Assert.Single(await _shell.RowsAsync("tickets", "list"))["folio"].GetString());

        await _shell.RowsAsync("tickets", "note", folio, "rang back, will send a technician", "--by", "anna");
        await _shell.RowsAsync("tickets", "assign", folio, "bruno", "--by", "anna");
        await _shell.RowsAsync("tickets", "severity", folio, "emergencia", "saw the rack", "--by", "anna");
        await _shell.RowsAsync("tickets", "status", folio, "in-progress", "--by", "bruno");
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("tickets", "status", folio, "new")).Code);
        Assert.Equal("from in-progress it moves to waiting-for-customer, resolved, closed, not to new", _shell.Errors.Trim());
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync("tickets", "status", folio, "lost")).Code);
        Assert.StartsWith("there is no status lost: new, in-progress", _shell.Errors, StringComparison.Ordinal);
        await _shell.RowsAsync("tickets", "close", folio, "--by", "bruno");

        Assert.Empty(await _shell.RowsAsync("tickets", "list"));
        Assert.Single(await _shell.RowsAsync("tickets", "list", "--all"));
        var (_, printed) = await _shell.RunAsync("tickets", "show", folio, "--json");
        using var shown = JsonDocument.Parse(printed);
        var ticket = shown.RootElement.GetProperty("ticket");
        Assert.Equal(("closed", "emergencia", "bruno"), (ticket.GetProperty("status").GetString(), ticket.GetProperty("severity").GetString(), ticket.GetProperty("assignee").GetString()));
        Assert.Equal(
            ["caller", "agent:anna", "agent:anna", "agent:anna", "agent:bruno", "agent:bruno"],
            shown.RootElement.GetProperty("history").EnumerateArray().Select(step => step.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task A_folio_that_is_none_is_told_from_one_that_nobody_has()
    {
        var folio = await RaiseAsync();
        var wrong = folio[..^1] + (char)('0' + ((folio[^1] - '0' + 1) % 10));

        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("tickets", "show", wrong)).Code);
        Assert.Contains("check digit", _shell.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("tickets", "show", Folio.Of("52", 4711).Digits)).Code);
    }

    [Fact]
    public async Task A_call_is_listed_and_shown_step_by_step()
    {
        await using (var store = await _shell.OpenAsync())
        {
            var at = Instant.FromUtc(2026, 3, 10, 16, 5);
            await store.Calls.OpenAsync(new CallRecord("c1", "ipaxes", "+528183450101", "5000", at, null, null), "node", default);
            await store.Calls.AppendAsync("c1", at, "asked", "language");
            await store.Calls.AppendAsync("c1", at, "pressed", "1");
            await store.Calls.EndAsync("c1", CallEnding.FolioServed, at + Duration.FromMinutes(1), default);
        }

        var row = Assert.Single(await _shell.RowsAsync("calls", "list"));
        Assert.Equal(("c1", "2026-03-10 10:05 -06:00", "FolioServed"), (row["id"].GetString(), row["started"].GetString(), row["ending"].GetString()));
        Assert.Equal(["asked language", "pressed 1"], (await _shell.RowsAsync("calls", "show", "c1")).Take(2).Select(step => $"{step["kind"].GetString()} {step["detail"].GetString()}"));
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("calls", "show", "c2")).Code);
    }

    [Fact]
    public async Task Of_two_settings_of_one_name_the_last_holds()
    {
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "--set", "Http:Listen=nonsense", "--set", "http:listen=off")).Code);
    }

    private async Task<bool> AuthorisedAsync(string contact) =>
        (await _shell.RowsAsync("contacts", "list", "aceros")).Single(row => row["id"].GetString() == contact)["authorised"].GetBoolean();

    private async Task<string> RaiseAsync()
    {
        await using var store = await _shell.OpenAsync();
        var raised = await store.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = "ipaxes",
                FolioPrefix = "52",
                OrganisationId = "aceros",
                Severity = "estandar",
                Status = "new",
                Language = "es-MX",
                RaisedAt = Instant.FromUtc(2026, 3, 10, 16, 0),
                Actor = "caller",
            },
            default);
        return raised.Ticket.Folio.Digits;
    }
}
