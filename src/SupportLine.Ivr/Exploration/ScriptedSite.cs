using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Clock;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Queues;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Exploration;

/// <summary>A helpdesk with one line in virtual time, nobody's customers yet, and people who do as they are told.</summary>
internal class ScriptedSite
{
    /// <summary>A folder that no recording is put into.</summary>
    public const string Nowhere = "/nowhere";

    /// <summary>How often it is looked whether all is over: a ladder may go on for an hour.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private ScriptedCall? _phoned;
    private int _rungBefore;

    /// <param name="line">The line.</param>
    /// <param name="prompts">In its languages.</param>
    /// <param name="at">When it begins.</param>
    /// <param name="answers">What the people do.</param>
    /// <param name="recordings">Folder of recordings; nothing is written where <see cref="Record"/> writes nothing.</param>
    public ScriptedSite(Line line, PromptLibrary prompts, Instant at, IAnswers answers, string recordings = Nowhere)
    {
        Line = line;
        Rotas = new MemoryRotas(line.Languages[0]);
        Time = new VirtualTime(at);
        Exchange = new ScriptedExchange(answers, Time) { Recorder = Record };
        Answers = answers;
        answers.World = WorldOf;
        Tickets = new MemoryTickets(Calls, Escalations);
        Site = new Site
        {
            Lines = LineBook.Of([($"{line.Id}.yaml", line)]).Book!,
            Prompts = prompts,
            Tickets = Tickets,
            Calls = Calls,
            Directory = Directory,
            Rotas = Rotas,
            Escalations = Escalations,
            Legs = Legs,
            Agents = Agents,
            Queue = Queue,
            CallBacks = CallBacks,
            Announcements = Announcements,
            Credits = Credits,
            Visits = Visits,
            Clock = new BusinessClock(Time),
            Alerts = Alerts,
            RealTime = Time,
            Recordings = recordings,
            Node = "here",
            DiagnosticNumbers = true,
            Mails = true,
        };
        Directory.Credits = Credits;
        Runner = new EscalationRunner(Site, NullLogger<EscalationRunner>.Instance) { Exchange = Exchange };
        var queue = new AgentQueue(Site);
        CallBackRunner = new CallBackRunner(Site, queue, NullLogger<CallBackRunner>.Instance) { Exchange = Exchange };
        Handler = new CallHandler(Site, Runner, queue, NullLogger<CallHandler>.Instance) { Exchange = Exchange };
    }

    public Line Line { get; }

    /// <summary>Wrong PINs, from where they make a difference.</summary>
    private int Failures => Directory.Failures < PinThrottle.FreeFailures ? 0 : Directory.Failures;

    private bool IsEscalating => Escalations.IsAnyUnfinished;

    public VirtualTime Time { get; }

    public IAnswers Answers { get; }

    public ScriptedExchange Exchange { get; }

    public MemoryCalls Calls { get; } = new();

    public MemoryAlerts Alerts { get; } = new();

    public MemoryTickets Tickets { get; }

    public MemoryDirectory Directory { get; } = new();

    public MemoryRotas Rotas { get; }

    public MemoryEscalations Escalations { get; } = new();

    public MemoryStandingLegs Legs { get; } = new();

    public MemoryAgents Agents { get; } = new();

    public MemoryQueue Queue { get; } = new();

    public MemoryCallBacks CallBacks { get; } = new();

    public MemoryAnnouncements Announcements { get; } = new();

    public MemoryCredits Credits { get; } = new();

    public MemoryVisits Visits { get; } = new();

    public Site Site { get; }

    public EscalationRunner Runner { get; }

    public CallBackRunner CallBackRunner { get; }

    public CallHandler Handler { get; }

    /// <summary>Somebody phones, and everything that follows happens: this returns when all phones are quiet.</summary>
    public ScriptedCall Phone(string from, string dialled, int? hangsUpAt = null, string id = "call-1")
    {
        var call = _phoned = Caller(from, dialled, hangsUpAt, id);
        Pump.Run(Time, async () =>
        {
            await TakeAsync(call);
            await QuietAsync();
        });
        return call;
    }

    public ScriptedCall Caller(string from, string dialled, int? hangsUpAt = null, string id = "call-1") =>
        new(id, Asking.Caller, CallDirection.Inbound, PartyOf(from), dialled, Answers, Time) { HangsUpAt = hangsUpAt, Recorder = Record };

    /// <summary>A number, or one of the site's own phones, <c>phone:anna</c>.</summary>
    private static CallParty PartyOf(string from) => from.StartsWith(PhoneAccount.Scheme, StringComparison.Ordinal)
        ? new CallParty(from[PhoneAccount.Scheme.Length..], "", Trusted: false, Trunk: null) { Phone = from[PhoneAccount.Scheme.Length..] }
        : new CallParty(from, "", Trusted: false, Trunk: null);

    /// <summary>Writes what a caller said; here nobody listens to it.</summary>
    protected virtual void Record(string path)
    {
    }

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
        while (IsEscalating || Exchange.Placed.Exists(leg => leg.End is null))
        {
            await Task.Delay(Look, Time);
        }
    }

    /// <summary>
    /// How far a ladder or a row of agents has come, which is over when the caller is asked something and no ladder runs; wrong
    /// PINs; whether the caller is there.
    /// </summary>
    private string WorldOf(Asking asking)
    {
        if (asking.Who == Asking.Caller && !IsEscalating) _rungBefore = Exchange.Rung.Count;
        return $"{Exchange.Rung.Count - _rungBefore} {Failures} {(_phoned is { End: null } ? "waits" : "gone")}";
    }

    public CallEnding? Ending(string call = "call-1") => Calls[call].Ending;

    /// <summary>Puts a ticket in place, as if it had been raised before.</summary>
    public Ticket Raised(string? organisation, string status, string? contact = null, params IReadOnlyList<TicketChange> changes)
    {
        var raised = Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = Line.Id,
                FolioPrefix = Line.FolioPrefix,
                OrganisationId = organisation,
                ContactId = contact,
                Severity = Line.StartingSeverity.Value,
                Status = status,
                Language = Line.Languages[0],
                RaisedAt = Site.Clock.Now,
                Actor = "system",
                Changes = changes,
            },
            CancellationToken.None);
        return raised.Result.Ticket;
    }
}
