using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Tickets;

public sealed class AnswerRuleTests
{
    private static readonly Document Capture = new("ab12", "capture.png", "image/png", 2048);

    [Fact]
    [Trait("Clause", "XIV-05")]
    public void A_ticket_is_answered_with_a_text_and_documents_or_none()
    {
        foreach (var documents in new Document[][] { [], [Capture], [Capture, Capture with { Name = "log.txt" }] })
        {
            var accepted = Assert.IsType<AnswerRule.Accepted>(Decide(KnownLines.Xivo, "in-progress", " It works. ", documents));
            var answered = Assert.IsType<TicketChange.Answered>(Assert.Single(accepted.Changes));
            Assert.Equal("It works.", answered.Text);
            Assert.Equal(documents, answered.Documents);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [Trait("Clause", "XIV-05")]
    public void Documents_without_a_text_are_no_answer(string text) =>
        Assert.IsType<AnswerRule.Empty>(Decide(KnownLines.Xivo, "in-progress", text, [Capture]));

    [Fact]
    [Trait("Clause", "XCL-05")]
    public void Nobody_answers_the_ticket_of_another_organisation_or_learns_that_there_is_one()
    {
        var ticket = TicketMaker.Of(KnownLines.Xivo);
        var answer = new TicketAnswer("hoteles", "portal", "Hello", []);
        Assert.IsType<AnswerRule.NotFound>(AnswerRule.Decide(KnownLines.Xivo, ticket, answer));
        Assert.IsType<AnswerRule.NotFound>(AnswerRule.Decide(KnownLines.Xivo, ticket with { OrganisationId = null }, answer));
    }

    [Fact]
    [Trait("Clause", "SNG-13")]
    public void An_answer_opens_a_finished_ticket_again_where_the_line_says_so()
    {
        var accepted = Assert.IsType<AnswerRule.Accepted>(Decide(KnownLines.Sangoma, "closed", "It came back."));
        Assert.Equal([typeof(TicketChange.Answered), typeof(TicketChange.StatusSet)], accepted.Changes.Select(change => change.GetType()));
        Assert.Equal(new TicketChange.StatusSet("closed", "in-progress"), accepted.Changes[1]);
        Assert.Equal("SNG-13", accepted.Source);
    }

    [Fact]
    [Trait("Clause", "WLD-07")]
    public void Where_nothing_is_reopened_it_begins_a_ticket_that_refers_to_the_finished_one()
    {
        var other = Assert.IsType<AnswerRule.NewTicket>(Decide(KnownLines.Wildix, KnownLines.Wildix.EndStatuses.First(), "It came back."));
        Assert.Equal(Folio.Of(KnownLines.Wildix.FolioPrefix, 1), other.Refers);
    }

    [Fact]
    public void Where_support_decides_it_is_noted_and_the_ticket_stays_finished()
    {
        var accepted = Assert.IsType<AnswerRule.Accepted>(Decide(KnownLines.Xivo, "closed", "It came back."));
        Assert.IsType<TicketChange.Answered>(Assert.Single(accepted.Changes));
    }

    private static AnswerRule Decide(Line line, string status, string text, params IReadOnlyList<Document> documents) =>
        AnswerRule.Decide(line, TicketMaker.Of(line, status), new TicketAnswer("aceros", "portal", text, documents));
}
