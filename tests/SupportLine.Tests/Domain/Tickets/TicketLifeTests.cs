using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Tickets;

/// <summary>What a line's terms let happen to a ticket after it was raised.</summary>
public sealed class TicketLifeTests
{
    private static readonly Instant Raised = Moment.At("2026-03-10T10:00:00+01");

    [Fact]
    [Trait("Clause", "WLD-07")]
    public void A_ticket_closed_by_Wildix_is_never_reopened_a_new_one_refers_to_it()
    {
        var closed = Ticket(KnownLines.Wildix, "closed");
        var rule = Assert.IsType<ReplyRule.NewTicket>(ReplyRule.Decide(KnownLines.Wildix, closed));
        Assert.Equal((closed.Folio, "WLD-07"), (rule.Refers, rule.Source));
        Assert.IsType<ReplyRule.Note>(ReplyRule.Decide(KnownLines.Wildix, Ticket(KnownLines.Wildix, "in-progress")));
        Assert.All(KnownLines.Wildix.Statuses, status =>
            Assert.IsType<StatusMove.Refused>(StatusMove.Decide(KnownLines.Wildix, "closed", status.Id)));
    }

    [Fact]
    [Trait("Clause", "SNG-13")]
    public void A_reply_to_a_closed_ticket_of_Sangoma_reopens_it()
    {
        var rule = Assert.IsType<ReplyRule.Reopen>(ReplyRule.Decide(KnownLines.Sangoma, Ticket(KnownLines.Sangoma, "closed")));
        Assert.Equal((new TicketChange.StatusSet("closed", "in-progress"), "SNG-13"), (rule.Change, rule.Source));
        Assert.IsType<StatusMove.Allowed>(StatusMove.Decide(KnownLines.Sangoma, "closed", "in-progress", "contact:acme/ana"));
    }

    [Fact]
    public void Elsewhere_somebody_of_support_decides_on_reopening()
    {
        var rule = Assert.IsType<ReplyRule.AskSupport>(ReplyRule.Decide(KnownLines.Ipaxes, Ticket(KnownLines.Ipaxes, "closed")));
        Assert.Equal("in-progress", rule.Change.To);
    }

    [Fact]
    [Trait("Clause", "XIV-08")]
    public void A_proposed_solution_is_approved_or_refused_by_the_customer()
    {
        var line = KnownLines.Xivo;
        var proposed = Assert.IsType<SolutionRule.Accepted>(SolutionRule.Propose(line, Ticket(line, "in-progress"), "Restart it."));
        Assert.Equal([new TicketChange.SolutionProposed("Restart it."), new TicketChange.StatusSet("in-progress", "solution-proposed")], proposed.Changes);

        var ticket = Ticket(line, "solution-proposed");
        var approved = Assert.IsType<SolutionRule.Accepted>(SolutionRule.Answer(line, ticket, approved: true));
        Assert.Equal([new TicketChange.SolutionAnswered(true), new TicketChange.StatusSet("solution-proposed", "closed")], approved.Changes);
        var refused = Assert.IsType<SolutionRule.Accepted>(SolutionRule.Answer(line, ticket, approved: false));
        Assert.Equal(new TicketChange.StatusSet("solution-proposed", "in-progress"), refused.Changes[1]);
        Assert.IsType<SolutionRule.Refused>(SolutionRule.Answer(line, Ticket(line, "in-progress"), approved: true));
        Assert.IsType<SolutionRule.Refused>(SolutionRule.Propose(line, Ticket(line, "closed"), "Restart it."));
        Assert.IsType<SolutionRule.Refused>(SolutionRule.Propose(line, Ticket(line, "in-progress"), " "));
        Assert.IsType<SolutionRule.Refused>(SolutionRule.Propose(KnownLines.Wildix, Ticket(KnownLines.Wildix, "in-progress"), "Restart it."));
    }

    [Fact]
    [Trait("Clause", "XIV-08")]
    public void With_no_answer_the_ticket_closes_after_seven_days()
    {
        var line = KnownLines.Xivo;
        var ticket = Ticket(line, "solution-proposed");
        var history = History(
            (0, "caller", new TicketChange.Raised("standard", "new")),
            (60, "agent:anna", new TicketChange.SolutionProposed("First.")),
            (120, "agent:anna", new TicketChange.SolutionProposed("Second.")));
        var closes = Raised + Duration.FromMinutes(120) + Duration.FromDays(7);
        Assert.Equal(closes, SolutionRule.ClosesAt(line, ticket, history));
        Assert.IsType<SolutionRule.Refused>(SolutionRule.Lapse(line, ticket, history, closes - Duration.Epsilon));
        var lapsed = Assert.IsType<SolutionRule.Accepted>(SolutionRule.Lapse(line, ticket, history, closes));
        Assert.Equal([new TicketChange.StatusSet("solution-proposed", "closed")], lapsed.Changes);
        Assert.Null(SolutionRule.ClosesAt(line, Ticket(line, "in-progress"), history));
        Assert.Null(SolutionRule.ClosesAt(KnownLines.Xcally, Ticket(KnownLines.Xcally, "resolved"), history));
    }

    [Theory]
    [Trait("Clause", "XCL-08")]
    [InlineData("in-progress", "resolved", "agent:anna", true)]
    [InlineData("resolved", "closed", "contact:acme/ana", true)]
    [InlineData("resolved", "closed", "caller", true)]
    [InlineData("resolved", "closed", "agent:anna", false)]
    [InlineData("resolved", "closed", "system", false)]
    [InlineData("in-progress", "resolved", "contact:acme/ana", false)]
    public void The_team_resolves_and_the_customer_closes(string from, string to, string actor, bool allowed)
    {
        var move = StatusMove.Decide(KnownLines.Xcally, from, to, actor);
        if (allowed) Assert.IsType<StatusMove.Allowed>(move);
        else Assert.IsType<StatusMove.NotYours>(move);
    }

    [Fact]
    [Trait("Clause", "XCL-05")]
    public void An_organisation_sees_all_its_tickets_and_no_other()
    {
        var ticket = Ticket(KnownLines.Xcally, "in-progress") with { OrganisationId = "acme", ContactId = "acme/ana" };
        Assert.True(Visibility.MaySee(ticket, "acme"));
        Assert.False(Visibility.MaySee(ticket, "other"));
        Assert.False(Visibility.MaySee(ticket with { OrganisationId = null }, "acme"));
    }

    [Theory]
    [Trait("Clause", "WLD-01")]
    [InlineData("portal", true, true)]
    [InlineData("phone", true, true)]
    [InlineData("chat", true, true)]
    [InlineData("mail", false, true)]
    [InlineData("community", false, false)]
    [InlineData("fax", false, false)]
    public void At_Wildix_mail_follows_up_and_opens_nothing(string channel, bool opens, bool followsUp) =>
        AssertChannel(KnownLines.Wildix, channel, opens, followsUp);

    [Theory]
    [Trait("Clause", "IPX-04")]
    [InlineData("portal", true, true)]
    [InlineData("mail", true, true)]
    [InlineData("whatsapp", false, false)]
    public void At_IPAXES_mail_opens_a_ticket_and_WhatsApp_never_does(string channel, bool opens, bool followsUp) =>
        AssertChannel(KnownLines.Ipaxes, channel, opens, followsUp);

    [Fact]
    [Trait("Clause", "XCL-07")]
    public void At_XCALLY_a_mailed_reply_changes_nothing_and_is_answered_with_how_to_reply()
    {
        AssertChannel(KnownLines.Xcally, "mail", opens: false, followsUp: false);
        var refused = Assert.IsType<ChannelRule.Refused>(ChannelRule.Decide(KnownLines.Xcally, "mail", answers: true));
        Assert.Contains("portal", refused.Instead);
    }

    [Fact]
    [Trait("Clause", "IPX-16")]
    public void IPAXES_never_stores_access_data_and_others_keep_it_secret()
    {
        Assert.Equal("IPX-16", Assert.IsType<AccessDataRule.Drop>(AccessDataRule.Decide(KnownLines.Ipaxes, "hunter2")).Source);
        var kept = Assert.IsType<AccessDataRule.Keep>(AccessDataRule.Decide(KnownLines.Wildix, "hunter2"));
        Assert.Equal("hunter2", kept.Secret.Reveal());
        Assert.DoesNotContain("hunter2", kept.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{kept.Secret}", StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "XCL-04")]
    public void At_XCALLY_the_priority_chosen_by_its_definition_stands_and_at_IPAXES_none_does()
    {
        Assert.Equal("highest", KnownLines.Xcally.StandsAt("highest", confirmed: true, open: true));
        Assert.Equal("normal", KnownLines.Xcally.StandsAt("highest", confirmed: false, open: true));
        Assert.Equal("normal", KnownLines.Xcally.StandsAt(null, confirmed: false, open: true));
        Assert.Equal("estandar", KnownLines.Ipaxes.StandsAt("emergencia", confirmed: true, open: true));
        Assert.All(KnownLines.Xcally.Severities.Where(severity => severity.Id != "normal"), severity => Assert.Equal("XCL-04", severity.Source));
    }

    private static void AssertChannel(Line line, string channel, bool opens, bool followsUp)
    {
        Assert.Equal(opens, ChannelRule.Decide(line, channel, answers: false) is ChannelRule.Open);
        Assert.Equal(followsUp, ChannelRule.Decide(line, channel, answers: true) is ChannelRule.FollowUp);
    }

    private static List<TicketEvent> History(params (int Minutes, string Actor, TicketChange Change)[] steps) =>
        [.. steps.Select((step, i) => new TicketEvent(Folio.Of("64", 1), i + 1, Raised + Duration.FromMinutes((long)step.Minutes), step.Actor, step.Change, null))];

    private static Ticket Ticket(Line line, string status) => new()
    {
        Folio = Folio.Of(line.FolioPrefix, 1),
        LineId = line.Id,
        Severity = line.StartingSeverity.Value,
        Status = status,
        Language = line.Languages[0],
        RaisedAt = Raised,
    };
}
