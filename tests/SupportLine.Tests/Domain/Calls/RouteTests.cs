using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Calls;

public sealed class RouteTests
{
    private const string Day = "2026-03-10T10:00:00-06";
    private const string Night = "2026-03-10T22:00:00-06";
    private const string Weekend = "2026-03-14T12:00:00-06";

    private static readonly Contract InForce = new("100200", "aceros", "ipaxes", "pbx", new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31));

    [Theory]
    [Trait("Clause", "IPX-02")]
    [InlineData("estandar", CallerStanding.Authorised)]
    [InlineData("emergencia", CallerStanding.Authorised)]
    [InlineData(null, CallerStanding.Unidentified)]
    public void In_hours_everybody_reaches_a_person(string? claimed, CallerStanding standing)
    {
        var decision = Assert.IsType<RouteDecision.ConnectAgent>(Decide(Inputs(Day) with { Claimed = claimed, Standing = standing }));
        Assert.Equal((RouteReason.InHours, "IPX-02"), (decision.Reason, decision.Source));
        Assert.Equal(KnownLines.Ipaxes.Routing.Agents, decision.Agents);
    }

    [Theory]
    [Trait("Clause", "IPX-03")]
    [InlineData(Night)]
    [InlineData(Weekend)]
    public void Outside_hours_a_confirmed_emergency_rings_the_engineer_on_call(string at)
    {
        var decision = Assert.IsType<RouteDecision.RingOnCall>(Decide(Emergency(at)));
        Assert.Equal((RouteReason.ConfirmedEmergency, "IPX-03"), (decision.Reason, decision.Source));
        Assert.Equal("guardia", decision.Rota);
        Assert.Equal(Moment.At(at) + Duration.FromHours(2), decision.CallBackBy);
    }

    [Theory]
    [Trait("Clause", "IPX-03")]
    [InlineData(Night, "2026-03-11T08:30:00-06")]
    [InlineData(Weekend, "2026-03-16T08:30:00-06")]
    public void Outside_hours_anything_less_waits_until_support_opens(string at, string opens)
    {
        foreach (var claimed in new[] { null, "estandar", "urgente" })
        {
            var decision = Assert.IsType<RouteDecision.WaitAsTicket>(Decide(Inputs(at) with { Claimed = claimed, Confirmed = true }));
            Assert.Equal((RouteReason.NotAnEmergency, "IPX-03"), (decision.Reason, decision.Source));
            Assert.Equal(Moment.At(opens), decision.OpensAt);
        }
    }

    [Fact]
    [Trait("Clause", "IPX-03")]
    public void At_night_a_stricter_question_is_asked_than_by_day()
    {
        var emergency = KnownLines.Ipaxes.FindSeverity("emergencia")!;
        Assert.NotNull(emergency.SecondQuestion(open: false));
        Assert.NotEqual(emergency.SecondQuestion(open: true), emergency.SecondQuestion(open: false));

        var decision = Assert.IsType<RouteDecision.WaitAsTicket>(Decide(Emergency(Night) with { Confirmed = false }));
        Assert.Equal(RouteReason.NotConfirmed, decision.Reason);
    }

    [Fact]
    public void Where_no_second_question_is_asked_the_claim_is_enough()
    {
        var line = KnownLines.Ipaxes;
        var severities = line.Severities.Select(severity => severity with { ConfirmPrompt = null, NightPrompt = null }).ToList();
        Assert.IsType<RouteDecision.RingOnCall>(Route.Decide(line with { Severities = severities }, Emergency(Night) with { Confirmed = false }));
    }

    [Fact]
    [Trait("Clause", "IPX-07")]
    [Trait("Clause", "IPX-08")]
    public void A_ticket_is_due_in_the_starting_class_and_the_claim_tells_what_it_would_be()
    {
        var day = Decide(Emergency(Day));
        Assert.Equal(Moment.At("2026-03-10T14:00:00-06"), day.DueAt);
        Assert.Equal(Moment.At("2026-03-10T10:15:00-06"), day.ClaimDueAt);
        var night = Decide(Emergency(Night));
        Assert.Equal(Moment.At("2026-03-11T12:30:00-06"), night.DueAt);
        Assert.Equal(Moment.At("2026-03-11T00:00:00-06"), night.ClaimDueAt);
    }

    [Theory]
    [Trait("Clause", "IPX-11")]
    [InlineData(CallerStanding.Unidentified)]
    [InlineData(CallerStanding.NotAuthorised)]
    public void An_emergency_of_somebody_unproven_is_let_through_as_unverified(CallerStanding standing)
    {
        var decision = Assert.IsType<RouteDecision.RingOnCall>(Decide(Emergency(Night) with { Standing = standing, Contract = null }));
        Assert.Equal((RouteReason.UnverifiedEmergency, ClauseTable.Operator), (decision.Reason, decision.Source));
    }

    [Fact]
    public void A_lapsed_contract_does_not_prove_anything()
    {
        var lapsed = InForce with { Until = new LocalDate(2026, 3, 9) };
        Assert.Equal(RouteReason.UnverifiedEmergency, Decide(Emergency(Night) with { Contract = lapsed }).Reason);
        Assert.Equal(RouteReason.ConfirmedEmergency, Decide(Emergency(Night) with { Contract = lapsed with { Until = new LocalDate(2026, 3, 10) } }).Reason);
    }

    [Fact]
    public void Unverified_emergencies_of_one_number_are_limited()
    {
        var unproven = Emergency(Night) with { Standing = CallerStanding.Unidentified, Contract = null };
        Assert.IsType<RouteDecision.RingOnCall>(Decide(unproven with { UnverifiedInLastHour = 2 }));
        Assert.Equal(RouteReason.TooManyUnverified, Assert.IsType<RouteDecision.WaitAsTicket>(Decide(unproven with { UnverifiedInLastHour = 3 })).Reason);
        Assert.Equal(RouteReason.ConfirmedEmergency, Decide(Emergency(Night) with { UnverifiedInLastHour = 3 }).Reason);
    }

    [Fact]
    public void A_line_may_let_no_unverified_emergency_through()
    {
        var line = KnownLines.Ipaxes with { Routing = KnownLines.Ipaxes.Routing with { UnverifiedEmergency = false } };
        var decision = Route.Decide(line, Emergency(Night) with { Standing = CallerStanding.Unidentified, Contract = null });
        Assert.Equal(RouteReason.UnverifiedNotAllowed, Assert.IsType<RouteDecision.WaitAsTicket>(decision).Reason);
    }

    [Fact]
    [Trait("Clause", "IPX-10")]
    public void A_call_that_names_its_folio_escalates_it()
    {
        var escalates = Emergency(Night) with { Escalates = "52000178", RequestType = null };
        var night = Assert.IsType<RouteDecision.RingOnCall>(Decide(escalates));
        Assert.Equal((RouteReason.EscalatedTicket, "IPX-10"), (night.Reason, night.Source));
        var day = Assert.IsType<RouteDecision.ConnectAgent>(Decide(escalates with { At = Moment.At(Day) }));
        Assert.Equal((RouteReason.EscalatedTicket, "IPX-10"), (day.Reason, day.Source));
        Assert.Equal(RouteReason.NotAnEmergency, Decide(escalates with { Claimed = null }).Reason);
    }

    [Fact]
    [Trait("Clause", "IPX-13")]
    [Trait("Clause", "IPX-03")]
    public void A_booked_visit_lets_its_caller_through_at_night()
    {
        var decision = Assert.IsType<RouteDecision.RingOnCall>(Decide(Inputs(Night) with { Booked = true }));
        Assert.Equal((RouteReason.BookedVisit, "IPX-03"), (decision.Reason, decision.Source));
    }

    [Theory]
    [Trait("Clause", "WLD-03")]
    [InlineData("critical", true)]
    [InlineData("standard", false)]
    [InlineData(null, false)]
    public void Outside_hours_the_telephone_of_Wildix_is_open_for_critical_cases_alone(string? claimed, bool rings)
    {
        var contract = InForce with { LineId = "wildix" };
        var decision = Route.Decide(KnownLines.Wildix, Inputs("2026-03-14T12:00:00-04") with { Claimed = claimed, Confirmed = true, Contract = contract });
        Assert.Equal(rings, decision is RouteDecision.RingOnCall);
        Assert.Equal("WLD-03", decision.Source);
    }

    [Fact]
    public void An_account_that_lacks_what_a_request_needs_is_unproven_and_promised_nothing()
    {
        var decision = Decide(Emergency(Night) with { Entitled = false });
        Assert.Equal(RouteReason.UnverifiedEmergency, decision.Reason);
        Assert.Equal((null, null), (decision.DueAt, decision.ClaimDueAt));
    }

    [Fact]
    public void With_nobody_to_put_through_to_the_ticket_waits_though_support_is_open()
    {
        var line = KnownLines.Ipaxes with { Routing = KnownLines.Ipaxes.Routing with { Agents = [] } };
        var decision = Assert.IsType<RouteDecision.WaitAsTicket>(Route.Decide(line, Inputs(Day)));
        Assert.Equal(RouteReason.NoAgents, decision.Reason);
        Assert.Null(decision.OpensAt);
        Assert.NotNull(decision.DueAt);
    }

    internal static RouteInputs Inputs(string at) => new()
    {
        LineId = "ipaxes",
        LineHash = KnownLines.Ipaxes.ContentHash,
        TzVersion = RouteInputs.TzVersionNow,
        At = Moment.At(at),
        Standing = CallerStanding.Authorised,
        Contract = InForce,
        RequestType = "falla",
    };

    internal static RouteInputs Emergency(string at) => Inputs(at) with { Claimed = "emergencia", Confirmed = true };

    private static RouteDecision Decide(RouteInputs inputs) => Route.Decide(KnownLines.Ipaxes, inputs);
}
