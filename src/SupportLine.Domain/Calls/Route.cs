using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Sla;

namespace SupportLine.Domain.Calls;

/// <summary>Decides where a call goes once the caller has said what it is about. Nothing but its arguments is looked at.</summary>
internal static class Route
{
    /// <param name="terms">The line's terms; <see cref="RouteInputs.LineHash"/> names the ones it was decided by.</param>
    /// <param name="inputs">Everything else that counts.</param>
    public static RouteDecision Decide(Line terms, RouteInputs inputs)
    {
        var line = terms.WithCalendar(inputs.Calendar);
        var claimed = line.FindSeverity(inputs.Claimed);
        var open = line.Hours.IsOpen(inputs.At);
        var decision = open ? InHours(line, inputs) : OutOfHours(line, inputs, claimed);
        return decision with
        {
            // A ticket stands at the starting class until somebody verifies another, where the line says so (IPX-08). For a
            // request that something is missing for, nothing is promised.
            DueAt = inputs.Entitled ? Due(line, line.FindSeverity(line.StandsAt(inputs.Claimed, inputs.Confirmed, open)), inputs.At) : null,
            ClaimDueAt = inputs.Entitled ? Due(line, claimed, inputs.At) : null,
        };
    }

    private static RouteDecision InHours(Line line, RouteInputs inputs)
    {
        var product = inputs.Product ?? inputs.Contract?.Product;
        if (!line.HasAgentsFor(product))
        {
            return new RouteDecision.WaitAsTicket(OpensAt: null) { Reason = RouteReason.NoAgents, Source = line.Routing.Source };
        }

        if (inputs.MessageOnly)
        {
            return new RouteDecision.WaitAsTicket(OpensAt: null) { Reason = RouteReason.MessageOnly, Source = line.Routing.Source };
        }

        var escalates = Escalates(line, inputs);
        return new RouteDecision.ConnectAgent(line.AgentsFor(product))
        {
            Reason = escalates ? RouteReason.EscalatedTicket : RouteReason.InHours,
            Source = escalates ? line.EscalatesExisting.Source : line.Hours.Source,
        };
    }

    private static RouteDecision OutOfHours(Line line, RouteInputs inputs, Severity? claimed)
    {
        var night = line.OutOfHours;
        if (inputs.Booked && night.BookedVisits)
        {
            return Ring(line, inputs, RouteReason.BookedVisit, night.Source) with { First = inputs.BookedEngineer };
        }

        if (claimed is not { RingsOnCall: true }) return Wait(line, inputs, RouteReason.NotAnEmergency, night.Source);
        if (!inputs.Confirmed && claimed.SecondQuestion(open: false) is not null)
        {
            return Wait(line, inputs, RouteReason.NotConfirmed, night.Source);
        }

        if (!IsProven(line, inputs)) return Unproven(line, inputs);
        return Escalates(line, inputs)
            ? Ring(line, inputs, RouteReason.EscalatedTicket, line.EscalatesExisting.Source)
            : Ring(line, inputs, RouteReason.ConfirmedEmergency, night.Source);
    }

    /// <summary>Nobody with an emergency is stopped at the door, unless the line says so or the number makes a habit of it.</summary>
    private static RouteDecision Unproven(Line line, RouteInputs inputs)
    {
        var routing = line.Routing;
        if (!routing.UnverifiedEmergency) return Wait(line, inputs, RouteReason.UnverifiedNotAllowed, routing.Source);
        return inputs.UnverifiedInLastHour < routing.UnverifiedPerHour
            ? Ring(line, inputs, RouteReason.UnverifiedEmergency, routing.Source)
            : Wait(line, inputs, RouteReason.TooManyUnverified, routing.Source);
    }

    /// <summary>Somebody who may raise tickets, with what the request needs.</summary>
    private static bool IsProven(Line line, RouteInputs inputs) =>
        inputs.Entitled && StandingRule.IsProven(line, inputs.Standing, inputs.Contract, inputs.At);

    private static bool Escalates(Line line, RouteInputs inputs) => inputs.Escalates is not null && line.EscalatesExisting.Value;

    private static RouteDecision.RingOnCall Ring(Line line, RouteInputs inputs, RouteReason reason, string source) =>
        new(line.Routing.Rota, inputs.At + line.Routing.CallBackWithin) { Reason = reason, Source = source };

    private static RouteDecision.WaitAsTicket Wait(Line line, RouteInputs inputs, RouteReason reason, string source) =>
        new(line.Hours.NextOpening(inputs.At)) { Reason = reason, Source = source };

    private static Instant? Due(Line line, Severity? severity, Instant at) =>
        severity is null ? null : FirstResponse.Due(line.Hours, severity, at);
}
