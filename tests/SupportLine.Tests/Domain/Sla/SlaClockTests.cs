using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Sla;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Sla;

public sealed class SlaClockTests
{
    private static readonly Instant Raised = Moment.At("2026-03-10T09:00:00-06");
    private static readonly TicketChange Standard = new TicketChange.Raised("estandar", "new");

    [Fact]
    public void A_ticket_nobody_answers_is_warned_of_and_then_breached()
    {
        var history = History((0, "caller", Standard));
        var state = At(history, 60);
        Assert.Equal(Moment.At("2026-03-10T13:00:00-06"), state.DueAt);
        Assert.Equal(Moment.At("2026-03-10T12:45:00-06"), state.WarnAt);
        Assert.False(At(history, 240).IsBreached);
        Assert.True(At(history, 241).IsBreached);
    }

    [Fact]
    public void A_response_in_time_is_kept_in_time_for_ever()
    {
        var history = History((0, "caller", Standard), (30, "agent:anna", new TicketChange.Noted("On it.")));
        var state = At(history, 10_000);
        Assert.Equal(Raised + Duration.FromMinutes(30), state.RespondedAt);
        Assert.False(state.IsBreached);
        Assert.True(At(History((0, "caller", Standard), (300, "agent:anna", new TicketChange.Noted("Sorry."))), 301).IsBreached);
    }

    [Fact]
    public void For_a_request_that_lacks_something_nothing_is_promised_until_somebody_takes_it_all_the_same()
    {
        var lacked = new TicketChange.EntitlementLacked(["NoContract"]);
        var history = History((0, "caller", Standard), (0, "caller", lacked));
        Assert.Null(At(history, 600).DueAt);
        Assert.False(At(history, 600).IsBreached);

        history = History((0, "caller", Standard), (0, "caller", lacked), (60, "agent:anna", new TicketChange.EntitlementOverridden(["NoContract"], "a promise")));
        Assert.Equal(Moment.At("2026-03-10T14:00:00-06"), At(history, 61).DueAt);
    }

    [Theory]
    [InlineData("caller")]
    [InlineData("contact:aceros/maria")]
    [InlineData("system")]
    public void What_a_customer_or_the_system_does_is_no_response(string actor) =>
        Assert.Null(At(History((0, "caller", Standard), (1, actor, new TicketChange.Noted("Hello?"))), 60).RespondedAt);

    [Fact]
    public void Being_put_through_is_a_response() =>
        Assert.NotNull(At(History((0, "caller", Standard), (2, "system", new TicketChange.Connected("sip:a@b"))), 60).RespondedAt);

    [Fact]
    [Trait("Clause", "IPX-12")]
    public void The_clock_stands_still_while_support_waits_for_the_customer()
    {
        var history = History(
            (0, "caller", Standard),
            (60, "system", new TicketChange.StatusSet("new", "waiting-for-customer")),
            (180, "contact:aceros/maria", new TicketChange.StatusSet("waiting-for-customer", "in-progress")));
        var paused = At(history, 90);
        Assert.True(paused.Paused);
        Assert.Null(paused.DueAt);
        Assert.False(paused.IsBreached);
        Assert.Equal(Moment.At("2026-03-10T15:00:00-06"), At(history, 200).DueAt);
    }

    [Fact]
    public void A_pause_over_night_puts_the_due_time_off_by_support_hours_only()
    {
        var history = History(
            (0, "caller", Standard),
            (60, "system", new TicketChange.StatusSet("new", "waiting-for-customer")),
            (24 * 60, "contact:aceros/maria", new TicketChange.StatusSet("waiting-for-customer", "in-progress")));

        // Paused from 10:00 to 17:30 and 08:30 to 09:00: eight support hours of the four were used one.
        Assert.Equal(Moment.At("2026-03-11T12:00:00-06"), At(history, 24 * 60 + 1).DueAt);
    }

    [Fact]
    [Trait("Clause", "IPX-08")]
    public void A_verified_severity_brings_its_own_due_time_from_the_raising_on()
    {
        var history = History((0, "caller", Standard), (5, "agent:anna", new TicketChange.SeverityVerified("estandar", "emergencia", "down")));
        Assert.Equal(Moment.At("2026-03-10T13:00:00-06"), At(history, 4).DueAt);
        Assert.Equal(Moment.At("2026-03-10T09:15:00-06"), At(history, 5).DueAt);
    }

    [Fact]
    public void Where_no_time_is_promised_nothing_is_ever_late()
    {
        var history = History((0, "caller", new TicketChange.Raised("standard", "new")));
        var state = SlaClock.At(KnownLines.Xivo, history, Raised + Duration.FromDays(365));
        Assert.Equal(new SlaState(null, null, null, false, false), state);
    }

    [Fact]
    [Trait("Clause", "WLD-02")]
    [Trait("Clause", "WLD-04")]
    public void Wildix_answers_a_critical_case_in_half_an_hour_and_others_the_same_working_day()
    {
        var line = KnownLines.Wildix;
        Assert.Equal(Moment.At("2026-03-10T10:30:00-04"), Due(line, "critical", "2026-03-10T10:00:00-04"));
        Assert.Equal(Moment.At("2026-03-10T18:00:00-04"), Due(line, "standard", "2026-03-10T10:00:00-04"));
        Assert.Equal(Moment.At("2026-03-11T18:00:00-04"), Due(line, "standard", "2026-03-10T19:00:00-04"));
        Assert.Equal(Moment.At("2026-03-16T18:00:00-04"), Due(line, "standard", "2026-03-13T18:00:00-04"));
    }

    private static Instant? Due(Line line, string severity, string raised) =>
        FirstResponse.Due(line.Hours, line.FindSeverity(severity)!, Moment.At(raised));

    private static SlaState At(List<TicketEvent> history, int minutes) =>
        SlaClock.At(KnownLines.Ipaxes, history, Raised + Duration.FromMinutes((long)minutes));

    private static List<TicketEvent> History(params (int Minutes, string Actor, TicketChange Change)[] steps) =>
        [.. steps.Select((step, i) => new TicketEvent(Folio.Of("52", 1), i + 1, Raised + Duration.FromMinutes((long)step.Minutes), step.Actor, step.Change, null))];
}
