using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Sla;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Sla;

public sealed class WatchRuleTests
{
    private static readonly Folio Folio = Folio.Of("52", 1);

    /// <summary>A Tuesday: due at 14:00, the warning fifteen minutes before.</summary>
    private static readonly Instant Raised = Moment.At("2026-03-10T10:00:00-06");

    private static Line Ipaxes => KnownLines.Ipaxes;

    [Fact]
    [Trait("Clause", "IPX-07")]
    public void Somebody_is_warned_before_a_first_response_is_due_and_a_miss_is_recorded_each_once()
    {
        var steps = Run(Ipaxes, [Event(Raised, new TicketChange.Raised("estandar", "new"))], "new", Raised + Duration.FromDays(30));

        Assert.Equal(
            [(Moment.At("2026-03-10T13:45:00-06"), new TicketChange.ResponseWarned("estandar") as TicketChange), (Moment.At("2026-03-10T14:00:00-06") + Duration.FromTicks(1), new TicketChange.ResponseMissed("estandar"))],
            steps);
    }

    [Fact]
    [Trait("Clause", "IPX-07")]
    public void Nobody_is_warned_of_what_support_responded_to_and_a_late_response_is_a_miss_however_late_it_is_looked_at()
    {
        TicketEvent[] inTime = [Event(Raised, new TicketChange.Raised("estandar", "new")), Event(Raised + Duration.FromHours(1), new TicketChange.Noted("on it"), "agent:anna")];
        Assert.Empty(Run(Ipaxes, inTime, "new", Raised + Duration.FromDays(30)));

        TicketEvent[] late = [inTime[0], Event(Raised + Duration.FromHours(5), new TicketChange.Noted("on it"), "agent:anna")];
        var look = WatchRule.Look(Ipaxes, Ticket("new"), late, Raised + Duration.FromHours(6));
        Assert.Equal([new TicketChange.ResponseMissed("estandar")], look.Changes);
        Assert.Null(look.Next);
    }

    [Fact]
    [Trait("Clause", "IPX-12")]
    public void While_support_waits_for_the_customer_nothing_is_due_and_afterwards_it_is_due_later()
    {
        TicketEvent[] waiting =
        [
            Event(Raised, new TicketChange.Raised("estandar", "new")),
            Event(Raised + Duration.FromHours(3), new TicketChange.StatusSet("new", "waiting-for-customer")),
        ];
        var look = WatchRule.Look(Ipaxes, Ticket("waiting-for-customer"), waiting, Raised + Duration.FromDays(1));
        Assert.Equal((0, null, null), (look.Changes.Count, look.DueAt, look.Next));

        // Answered the next morning, an hour and a half after opening: 4.5 h of today and 1.5 h of tomorrow did not count.
        TicketEvent[] answered = [.. waiting, Event(Moment.At("2026-03-11T10:00:00-06"), new TicketChange.StatusSet("waiting-for-customer", "in-progress"))];
        look = WatchRule.Look(Ipaxes, Ticket("in-progress"), answered, Moment.At("2026-03-11T10:00:00-06"));
        Assert.Equal(Moment.At("2026-03-11T11:00:00-06"), look.DueAt);
        Assert.Equal(Moment.At("2026-03-11T10:45:00-06"), look.Next);
    }

    [Fact]
    [Trait("Clause", "IPX-08")]
    public void A_verified_severity_is_warned_of_by_its_own_time()
    {
        TicketEvent[] history =
        [
            Event(Raised, new TicketChange.Raised("estandar", "new")),
            Event(Raised + Duration.FromMinutes(5), new TicketChange.SeverityVerified("estandar", "urgente", "slow"), "agent:anna"),
        ];
        var steps = Run(Ipaxes, history, "new", Raised + Duration.FromHours(3), "urgente");
        Assert.Equal([new TicketChange.ResponseWarned("urgente") as TicketChange, new TicketChange.ResponseMissed("urgente")], steps.Select(step => step.Change));
    }

    [Fact]
    [Trait("Clause", "XIV-08")]
    public void A_proposed_solution_that_nobody_answers_closes_the_ticket_after_seven_days_and_not_before()
    {
        var line = KnownLines.Xivo;
        var solution = line.Solution!;
        TicketEvent[] history =
        [
            Event(Raised, new TicketChange.Raised(line.StartingSeverity.Value, line.FirstStatus.Id)),
            Event(Raised + Duration.FromHours(1), new TicketChange.SolutionProposed("restart it"), "agent:anna"),
            Event(Raised + Duration.FromHours(1), new TicketChange.StatusSet(line.FirstStatus.Id, solution.Proposed), "agent:anna"),
        ];
        var steps = Run(line, history, solution.Proposed, Raised + Duration.FromDays(30));
        Assert.Equal([(Raised + Duration.FromHours(1) + Duration.FromDays(7), new TicketChange.StatusSet(solution.Proposed, solution.Approved) as TicketChange)], steps);
    }

    /// <summary>Looks as the watcher does, from look to look, until nothing is left or the time is over: what was done when.</summary>
    private static List<(Instant At, TicketChange Change)> Run(Line line, IReadOnlyList<TicketEvent> begun, string status, Instant until, string? severity = null)
    {
        var history = begun.ToList();
        var ticket = Ticket(status, severity ?? line.StartingSeverity.Value);
        var done = new List<(Instant, TicketChange)>();
        var now = history[^1].At;
        for (var looks = 0; looks < 100; looks++)
        {
            var look = WatchRule.Look(line, ticket, history, now);
            foreach (var change in look.Changes)
            {
                history.Add(Event(now, change));
                done.Add((now, change));
                if (change is TicketChange.StatusSet set) ticket = ticket with { Status = set.To };
            }

            if (look.Changes.Count > 0) continue;
            if (look.Next is not { } next || next > until) return done;
            Assert.True(next > now);
            now = next;
        }

        throw new InvalidOperationException("It looks without end.");
    }

    private static Ticket Ticket(string status, string severity = "estandar") => new()
    {
        Folio = Folio,
        LineId = "ipaxes",
        Severity = severity,
        Status = status,
        Language = "en",
        RaisedAt = Raised,
    };

    private static TicketEvent Event(Instant at, TicketChange change, string actor = "system") => new(Folio, 1, at, actor, change, null);
}
