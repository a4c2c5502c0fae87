using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Exploration;

/// <summary>Tickets kept in memory, by the port's rules.</summary>
internal sealed class MemoryTickets(MemoryCalls calls, MemoryEscalations escalations) : ITicketStore
{
    private readonly Dictionary<Folio, List<TicketEvent>> _history = [];

    /// <summary>In the order in which they were raised.</summary>
    public List<Ticket> All { get; } = [];

    /// <summary>How each was asked for, by folio.</summary>
    public Dictionary<Folio, NewTicket> Asked { get; } = [];

    /// <summary>Thrown by the next attempt to raise one.</summary>
    public Exception? Failure { get; set; }

    public async Task<RaisedTicket> RaiseAsync(NewTicket ticket, CancellationToken ct)
    {
        if (Failure is { } failure) throw failure;
        var raised = new Ticket
        {
            Folio = Folio.Of(ticket.FolioPrefix, All.Count + 1),
            LineId = ticket.LineId,
            OrganisationId = ticket.OrganisationId,
            ContactId = ticket.ContactId,
            ContractNumber = ticket.ContractNumber,
            RequestType = ticket.RequestType,
            Claimed = ticket.Claimed,
            Confirmed = ticket.Confirmed,
            Severity = ticket.Severity,
            Status = ticket.Status,
            ContactNumber = ticket.ContactNumber,
            Language = ticket.Language,
            CallerVerified = ticket.CallerVerified,
            Incomplete = ticket.Incomplete,
            Missing = ticket.Missing,
            Product = ticket.Product,
            Given = ticket.Given,
            Calendar = ticket.Calendar,
            Recording = ticket.Recording,
            CallId = ticket.CallId,
            RaisedAt = ticket.RaisedAt,
            DueAt = ticket.DueAt,
        };
        All.Add(raised);
        Asked[raised.Folio] = ticket;
        await AppendAsync(raised.Folio, [new TicketChange.Raised(ticket.Severity, ticket.Status), .. ticket.Changes], ticket.Actor, ticket.CallId, ticket.RaisedAt, ct);
        var escalation = ticket.Escalate
            ? await escalations.BeginAsync(
                new NewEscalation(raised.Folio, ticket.LineId, ticket.CallId, ticket.ContactNumber, ticket.Language, ticket.RaisedAt) { First = ticket.EscalateFirst }, ct)
            : null;
        return new RaisedTicket(raised, escalation);
    }

    public Task<Ticket?> FindAsync(Folio folio, CancellationToken ct) => Task.FromResult(All.Find(ticket => ticket.Folio == folio));

    public Task<Ticket?> FindByCallAsync(string callId, CancellationToken ct) => Task.FromResult(All.FindLast(ticket => ticket.CallId == callId));

    public Task<TicketEvent> AppendAsync(Folio folio, TicketChange change, string actor, string? callId, Instant at, CancellationToken ct)
    {
        if (change is TicketChange.StatusSet moved)
        {
            var place = All.FindIndex(ticket => ticket.Folio == folio);
            if (All[place].Status != moved.From) throw new TicketConflictException($"{folio} is {All[place].Status}, not {moved.From}");
            All[place] = All[place] with { Status = moved.To };
        }

        if (change is TicketChange.SeverityVerified verified)
        {
            var place = All.FindIndex(ticket => ticket.Folio == folio);
            if (All[place].Severity != verified.From) throw new TicketConflictException($"{folio} is {All[place].Severity}, not {verified.From}");
            All[place] = All[place] with { Severity = verified.To, VerifiedBy = actor, DueAt = verified.DueAt };
        }

        if (change is TicketChange.Assigned assigned)
        {
            var place = All.FindIndex(ticket => ticket.Folio == folio);
            All[place] = All[place] with { Assignee = assigned.To };
        }

        var history = History(folio);
        var added = new TicketEvent(folio, history.Count + 1, at, actor, change, callId);
        history.Add(added);
        return Task.FromResult(added);
    }

    public async Task<IReadOnlyList<TicketEvent>> AppendAsync(
        Folio folio, IReadOnlyList<TicketChange> changes, string actor, string? callId, Instant at, CancellationToken ct)
    {
        var events = new List<TicketEvent>();
        foreach (var change in changes) events.Add(await AppendAsync(folio, change, actor, callId, at, ct));
        return events;
    }

    public Task<IReadOnlyList<string>> ObserversAsync(Folio folio, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(
        [.. History(folio).Select(step => step.Change).OfType<TicketChange.ObserverSet>().GroupBy(set => set.ContactId)
            .Where(group => group.Last().Observes).Select(group => group.Key).Order(StringComparer.Ordinal)]);

    public Task<Consent?> ConsentAsync(Folio folio, CancellationToken ct) => Task.FromResult(
        History(folio).LastOrDefault(step => step.Change is TicketChange.ConsentAnswered) is { Change: TicketChange.ConsentAnswered answer } step
            ? new Consent(answer.Given, answer.How, step.Actor, step.At, step.CallId)
            : null);

    public Task<IReadOnlyList<TicketEvent>> HistoryAsync(Folio folio, CancellationToken ct) => Task.FromResult<IReadOnlyList<TicketEvent>>(History(folio));

    public Task<IReadOnlyList<Ticket>> ListAsync(TicketFilter filter, CancellationToken ct) => Task.FromResult<IReadOnlyList<Ticket>>(All);

    public Task<int> UnverifiedSinceAsync(string callerNumber, Instant since, CancellationToken ct) => Task.FromResult(All.Count(ticket =>
        ticket is { CallerVerified: false, Confirmed: true, CallId: { } call } && ticket.RaisedAt >= since && calls.Number(call) == callerNumber));

    /// <summary>What happened to a ticket, in words for whoever looks.</summary>
    public IEnumerable<TicketChange> Changes(Ticket ticket) => History(ticket.Folio).Select(step => step.Change);

    public List<TicketEvent> History(Folio folio) => _history.TryGetValue(folio, out var known) ? known : _history[folio] = [];
}
