using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Tickets;

public sealed class SeverityVerificationTests
{
    private static readonly Ticket Raised = new()
    {
        Folio = Folio.Of("52", 1),
        LineId = "ipaxes",
        Severity = "estandar",
        Status = "new",
        Language = "es-MX",
        Claimed = "emergencia",
        Confirmed = true,
        RaisedAt = Moment.At("2026-03-10T09:00:00-06"),
    };

    [Theory]
    [Trait("Clause", "IPX-08")]
    [InlineData("agent:anna")]
    [InlineData("engineer:lucia")]
    public void A_person_of_support_raises_the_severity_and_the_due_time_with_it(string actor)
    {
        var accepted = Assert.IsType<SeverityVerification.Accepted>(
            SeverityVerification.Decide(KnownLines.Ipaxes, Raised, "emergencia", actor, " nobody can call "));
        var due = Moment.At("2026-03-10T09:15:00-06");
        Assert.Equal(new TicketChange.SeverityVerified("estandar", "emergencia", "nobody can call") { DueAt = due }, accepted.Change);
        Assert.Equal("IPX-08", accepted.Source);
    }

    [Theory]
    [Trait("Clause", "IPX-08")]
    [InlineData("emergencia", "caller", "it burns")]
    [InlineData("emergencia", "contact:aceros/maria", "it burns")]
    [InlineData("emergencia", "system", "it burns")]
    [InlineData("emergencia", "agent:anna", "  ")]
    [InlineData("highest", "agent:anna", "it burns")]
    public void Nobody_else_does_nor_without_a_reason_nor_to_a_class_there_is_not(string to, string actor, string reason) =>
        Assert.IsType<SeverityVerification.Refused>(SeverityVerification.Decide(KnownLines.Ipaxes, Raised, to, actor, reason));
}
