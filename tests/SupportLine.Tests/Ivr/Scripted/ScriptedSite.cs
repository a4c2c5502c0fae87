using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Clock;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>
/// A helpdesk in virtual time: the repository's own line and prompts, made-up customers, and people who do as they are
/// told.
/// </summary>
internal sealed class ScriptedSite
{
    public const string Day = "2026-03-10T10:00:00-06";
    public const string Night = "2026-03-10T22:00:00-06";

    /// <summary>Contacts' numbers.</summary>
    public const string Maria = "+528183450101";
    public const string Stranger = "+528112345678";

    private static readonly PromptLibrary Library = PromptLibrary.Load(Path.Combine(RepositoryFiles.Root, "prompts"), ["es-MX", "en"], new NoSpeech());

    private ScriptedCall? _phoned;

    public ScriptedSite(string at, IAnswers answers, Func<Line, Line>? change = null, string? recordings = null)
    {
        Time = new VirtualTime(Moment.At(at));
        Exchange = new ScriptedExchange(answers, Time);
        Answers = answers;
        answers.World = () => $"{Exchange.Rung.Count} {Directory.Failures} {(_phoned is { End: null } ? "waits" : "gone")}";
        Tickets = new MemoryTickets(Calls, Escalations);
        Site = new Site
        {
            Lines = LineBook.Of([("ipaxes.yaml", (change ?? (line => line))(KnownLines.Ipaxes))]).Book!,
            Prompts = Library,
            Tickets = Tickets,
            Calls = Calls,
            Directory = Directory,
            Rotas = Rotas,
            Escalations = Escalations,
            Announcements = Announcements,
            Credits = Credits,
            Visits = Visits,
            Clock = new BusinessClock(Time),
            RealTime = Time,
            Recordings = recordings ?? "/nowhere",
            Node = "here",
            DiagnosticNumbers = true,
        };
        Directory.Credits = Credits;
        Directory.Add("aceros", "Aceros del Norte", "100200", new LocalDate(2027, 12, 31));
        Directory.Add("aceros", "maria", Maria, "4826");
        Directory.Add("aceros", "pedro", "+528183450103", "1938", authorised: false);
        Directory.Add("papeleria", "Papelería Monterrey", "100300", new LocalDate(2027, 12, 31));
        Directory.Add("papeleria", "rosa", "+528183450201", "5074");
        Directory.Add("molinos", "Molinos Unidos", "100400", new LocalDate(2023, 12, 31));
        Directory.Add("molinos", "luis", "+528183450301", "6241");
        Runner = new EscalationRunner(Site, NullLogger<EscalationRunner>.Instance) { Exchange = Exchange };
        Handler = new CallHandler(Site, Runner, NullLogger<CallHandler>.Instance) { Exchange = Exchange };
    }

    public VirtualTime Time { get; }

    public IAnswers Answers { get; }

    public ScriptedExchange Exchange { get; }

    public MemoryCalls Calls { get; } = new();

    public MemoryTickets Tickets { get; }

    public MemoryDirectory Directory { get; } = new();

    public MemoryRotas Rotas { get; } = new();

    public MemoryEscalations Escalations { get; } = new();

    public MemoryAnnouncements Announcements { get; } = new();

    public MemoryCredits Credits { get; } = new();

    public MemoryVisits Visits { get; } = new();

    public Site Site { get; }

    public EscalationRunner Runner { get; }

    public CallHandler Handler { get; }

    /// <summary>Somebody phones, and everything that follows happens: this returns when all phones are quiet.</summary>
    public ScriptedCall Phone(string from = Stranger, string dialled = "5000", int? hangsUpAt = null, string id = "call-1")
    {
        var call = _phoned = Caller(from, dialled, hangsUpAt, id);
        Pump.Run(Time, async () =>
        {
            await TakeAsync(call);
            await QuietAsync();
        });
        return call;
    }

    public ScriptedCall Caller(string from, string dialled = "5000", int? hangsUpAt = null, string id = "call-1") =>
        new(id, "caller", CallDirection.Inbound, new CallParty(from, "", Trusted: false, Trunk: null), dialled, Answers, Time) { HangsUpAt = hangsUpAt };

    /// <summary>As the engine does: whatever the conversation comes to, the leg is ended after it.</summary>
    public async Task TakeAsync(ScriptedCall call)
    {
        try
        {
            await Handler.HandleAsync(call, CancellationToken.None);
        }
        finally
        {
            await call.HangUpAsync(CancellationToken.None);
        }
    }

    /// <summary>Waits until no escalation runs.</summary>
    public async Task QuietAsync()
    {
        while (Escalations.All.Exists(escalation => escalation.State == SupportLine.Domain.OnCall.EscalationState.Open)
            || Exchange.Placed.Exists(leg => leg.End is null))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Time);
        }
    }

    public CallEnding? Ending(string call = "call-1") => Calls[call].Ending;

    /// <summary>Puts a ticket in place, as if it had been raised before.</summary>
    public Ticket Raised(string? organisation, string status = "new")
    {
        var raised = Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = "ipaxes",
                FolioPrefix = KnownLines.Ipaxes.FolioPrefix,
                OrganisationId = organisation,
                Severity = "estandar",
                Status = status,
                Language = "es-MX",
                RaisedAt = Site.Clock.Now,
                Actor = "system",
            },
            CancellationToken.None);
        return raised.Result.Ticket;
    }
}
