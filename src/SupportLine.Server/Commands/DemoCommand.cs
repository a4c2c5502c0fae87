using System.CommandLine;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Server.Demo;
using SupportLine.Server.Hosting;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Commands;

/// <summary>
/// <c>demo</c>: a temporary site by day and one by night, three real calls over loopback side by side, then both stay up
/// for a softphone of your own.
/// </summary>
internal static class DemoCommand
{
    private static readonly DateTimeOffset Day = new(2026, 3, 10, 10, 15, 0, TimeSpan.FromHours(-6));
    private static readonly DateTimeOffset Night = new(2026, 3, 10, 23, 30, 0, TimeSpan.FromHours(-6));

    /// <summary>The calls take less than a minute; a demo that hangs is one that failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "End after the calls; exit 0 only if all went as they should." };
        var demo = new Command("demo", "Shows the line at work: real calls on this machine, with made-up customers.") { once };
        demo.SetAction(async (parsed, ct) =>
        {
            var folder = Directory.CreateTempSubdirectory("supportline-demo-");
            try
            {
                return await RunAsync(folder, parsed.GetValue(once), ct);
            }
            catch (StartException e)
            {
                return StoreVerb.Refuse(e.Message, ExitCode.Failed);
            }
        });
        return demo;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, bool once, CancellationToken ct)
    {
        int[] phonePorts = [.. Enumerable.Range(5070, 3).Select(DemoPhones.Free)];
        await using var phones = new DemoPhones(phonePorts);
        await using var day = await DemoSite.StartAsync("day", folder.CreateSubdirectory("day"), Day, DemoPhones.Free(5060), phonePorts);
        await using var night = await DemoSite.StartAsync("night", folder.CreateSubdirectory("night"), Night, DemoPhones.Free(5160), phonePorts);
        var console = new DemoConsole(Console.Out, TimeProvider.System);
        Introduce(console, day, night, folder);

        var known = await RaiseKnownTicketAsync(day, ct);
        var went = await Task.WhenAll(Scripts(known).Select(script => CallAsync(script, script.Site == "day" ? day : night, phones, console, folder, ct)));
        foreach (var (script, ending) in went)
        {
            console.Tell($"{(ending == script.Expected ? "ok  " : "FAIL")} {script.Title}: {ending}");
        }

        await ListAsync(console, day, ct);
        await ListAsync(console, night, ct);
        console.Tell($"What the callers heard: {folder.FullName}/*.wav");
        var good = went.All(pair => pair.Ending == pair.Script.Expected);
        if (!once)
        {
            console.Tell("Both lines stay up for your own softphone. Ctrl-C ends the demo.");
            await WaitAsync(ct);
        }

        return good ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Introduce(DemoConsole console, DemoSite day, DemoSite night, DirectoryInfo folder)
    {
        console.Tell($"""
            The helpdesk answers.
              by day,   Tuesday 10:15:  {day.Address}
              by night, Tuesday 23:30:  {night.Address}
            Contracts and PINs: 100200 with 4826 (María) or 7315 (John), 100300 with 5074 (Rosa); 100400 with 6241 has run out.
            Files of the demo: {folder.FullName}
            Their signalling, in another terminal: supportline trace --set Control:Socket={folder.FullName}/night/supportline.sock
            How they stand: supportline live --set Control:Socket={folder.FullName}/night/supportline.sock
            Three calls now, side by side; Ctrl-C ends the demo.

            """);
    }

    private static DemoScript[] Scripts(Folio known) =>
    [
        new(
            "day, new request",
            "day",
            "+528183459901",
            Keys("1", ("request.type", "1")),
            "change",
            CallEnding.ConnectedToAgent),
        new(
            "night, emergency",
            "night",
            "+528183459902",
            Keys("1", ("request.type", "4"), ("severity", "1"), ("severity.confirm", "1")),
            "fault",
            CallEnding.ConnectedToEngineer),
        new(
            "day, known folio",
            "day",
            "+528183459903",
            Keys("2", ("folio", known.Digits + "#"), ("lookup", "9")),
            null,
            CallEnding.FolioServed),
    ];

    private static Dictionary<string, string> Keys(string main, params (string Question, string Keys)[] more)
    {
        var keys = new Dictionary<string, string>
        {
            ["language"] = "1",
            ["contract.number"] = "100200",
            ["pin"] = "4826",
            ["menu.main"] = main,
            ["contact.confirm"] = "1",
            ["describe.review"] = "1",
            ["folio.repeat"] = "2",
        };
        foreach (var (question, value) in more)
        {
            keys[question] = value;
        }

        return keys;
    }

    private static async Task<(DemoScript Script, CallEnding Ending)> CallAsync(
        DemoScript script, DemoSite site, DemoPhones phones, DemoConsole console, DirectoryInfo folder, CancellationToken ct)
    {
        var voice = script.Voice is null ? null : Sound.Load(script.Voice, Path.Combine(DemoSite.Shipped("demo"), "voices", script.Voice + ".g722"));
        var caller = new DemoCaller(script, console, voice);
        site.Observer.Expect(caller);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        var wav = Path.Combine(folder.FullName, $"{script.Title.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-')}.wav");
        try
        {
            await caller.CallAsync(phones.Exchange, site.Address, wav, patience.Token);
            return (script, await caller.Ending.WaitAsync(patience.Token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            console.Happened(script, $"not over after {Patience.TotalSeconds:0} s");
            return (script, CallEnding.ServerError);
        }
    }

    /// <summary>A ticket from yesterday, for the caller who asks after it.</summary>
    private static async Task<Folio> RaiseKnownTicketAsync(DemoSite site, CancellationToken ct)
    {
        var line = site.Service.Site.Lines.Lines[0];
        var raised = await site.Service.Site.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line.Id,
                FolioPrefix = line.FolioPrefix,
                OrganisationId = "aceros",
                ContactId = "aceros/john",
                ContractNumber = "100200",
                RequestType = line.RequestTypes[0].Id,
                Severity = line.StartingSeverity.Value,
                Status = line.FirstStatus.Id,
                Language = line.Languages[0],
                CallerVerified = true,
                RaisedAt = site.Service.Site.Clock.Now - NodaTime.Duration.FromHours(20),
                Actor = "contact:aceros/john",
            },
            ct);
        return raised.Ticket.Folio;
    }

    private static async Task ListAsync(DemoConsole console, DemoSite site, CancellationToken ct)
    {
        foreach (var ticket in await site.Service.Site.Tickets.ListAsync(new TicketFilter(), ct))
        {
            console.Tell($"     {site.Name}: folio {ticket.Folio}, {ticket.RequestType}, claimed {ticket.Claimed ?? "nothing"}, stands at {ticket.Severity}, {ticket.Status}");
        }
    }

    private static async Task WaitAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how it ends.
            return;
        }
    }
}
