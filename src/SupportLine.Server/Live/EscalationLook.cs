using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.Server.Live;

/// <summary>An escalation with what the store has beside it.</summary>
/// <param name="Escalation">Not settled.</param>
/// <param name="Ticket">Its ticket.</param>
/// <param name="Attempts">Notes of its rings, in order.</param>
internal sealed record EscalationLook(Escalation Escalation, Ticket? Ticket, IReadOnlyList<EscalationAttempt> Attempts)
{
    private const string Ringing = "ringing";
    private static readonly string[] Accepting = ["accepted", "later"];

    /// <param name="line">Its line; null where that is answered no more.</param>
    /// <param name="look">For names.</param>
    public LiveEscalation ToLive(Line? line, StoreLook look)
    {
        var severity = Ticket?.Claimed ?? Ticket?.Severity;
        var ladder = line?.Routing.LadderFor(severity, Ticket?.Product);
        var rungs = ladder?.CallersEnd / ladder?.Rounds;
        var notes = Attempts.GroupBy(attempt => attempt.LegId).Select(ring => ring.Last()).ToList();
        return new LiveEscalation
        {
            Id = Escalation.Id,
            Folio = Escalation.Folio.Digits,
            Line = Escalation.LineId,
            Severity = severity,
            Organisation = Ticket?.OrganisationId is { } organisation ? look.Names.GetValueOrDefault(organisation) : null,
            Call = Escalation.CallId,
            Number = Escalation.CallBackNumber,
            StartedAt = Escalation.StartedAt.ToDateTimeOffset(),
            Rung = (Escalation.Place % rungs) + 1,
            Rungs = rungs,
            Round = (Escalation.Place / rungs) + 1,
            Rounds = ladder?.Length / rungs,
            NotBefore = Escalation.NotBefore?.ToDateTimeOffset(),
            Ringing = [.. notes.Where(note => note.Outcome == Ringing).Select(note => Engineer(note, look))],
            Accepted = Escalation.AcceptedBy is { } id && notes.FindLast(note => note.EngineerId == id && Accepting.Contains(note.Outcome)) is { } accepted ? Engineer(accepted, look) : null,
            Attempts = notes.Count,
        };
    }

    private static LiveEngineer Engineer(EscalationAttempt note, StoreLook look) =>
        new(note.EngineerId, look.Engineers.GetValueOrDefault(note.EngineerId, note.EngineerId), note.At.ToDateTimeOffset());
}
