using SupportLine.Domain.Mail;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Mail;

public sealed class MailSubjectTests
{
    private static readonly Folio Folio = Folio.Of("62", 1);

    [Theory]
    [InlineData("{0}")]
    [InlineData("Re: {0}")]
    [InlineData("RE: RV: Re[2]: {0}")]
    [InlineData("  Fwd: [External] {0} [solved]")]
    [Trait("Clause", "SNG-02")]
    public void A_subject_that_is_kept_finds_its_ticket(string reply)
    {
        var subject = string.Format(System.Globalization.CultureInfo.InvariantCulture, reply, MailSubject.Of(Folio, "No dial tone"));
        Assert.Equal(Folio, MailSubject.FolioOf(subject));
    }

    [Fact]
    [Trait("Clause", "SNG-02")]
    public void A_subject_that_is_not_kept_finds_none()
    {
        var digits = Folio.Digits;
        Assert.Null(MailSubject.FolioOf("No dial tone"));
        Assert.Null(MailSubject.FolioOf(digits));
        Assert.Null(MailSubject.FolioOf($"[{digits[..^1]}]"));
        Assert.Null(MailSubject.FolioOf($"[{digits[..^1]}{(digits[^1] - '0' + 1) % 10}]"));
        Assert.Equal(Folio, MailSubject.FolioOf($"[2026113] [{digits}]"));
    }

    [Fact]
    public void No_title_makes_a_header_of_its_own() =>
        Assert.Equal($"[{Folio.Digits}] Hello Bcc: all@example.com", MailSubject.Of(Folio, "Hello\r\nBcc: all@example.com\0"));
}
