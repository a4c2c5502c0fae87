using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Speech;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Domain.Tickets;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>What an agent hears of a severity.</summary>
public sealed class WhisperTests
{
    private static readonly Ticket Ticket = TicketMaker.Of(KnownLines.Ipaxes);

    [Fact]
    [Trait("Clause", "IPX-08")]
    public void The_class_it_stands_in_and_the_one_claimed_until_somebody_has_verified()
    {
        Assert.Equal([Prompts.WhisperSeverity, "severity.standard"], Heard(Ticket));
        var claimed = Ticket with { Claimed = "emergencia" };
        Assert.Equal([Prompts.WhisperSeverity, "severity.standard", Prompts.WhisperClaimed, "severity.emergency"], Heard(claimed));
        Assert.Equal([Prompts.WhisperSeverity, "severity.standard"], Heard(Ticket with { Claimed = "estandar" }));
        Assert.Equal([Prompts.WhisperSeverity, "severity.urgent"], Heard(claimed with { Severity = "urgente", VerifiedBy = "agent:anna" }));
    }

    [Fact]
    public void Nothing_where_the_line_or_the_language_has_no_name_for_it()
    {
        Assert.Empty(Heard(Ticket, line => line with { Severities = [.. line.Severities.Select(severity => severity with { NamePrompt = null })] }));
        Assert.Empty(Heard(Ticket, line => line with { Severities = [.. line.Severities.Select(severity => severity with { NamePrompt = "in.no.language" })] }));
    }

    [Theory]
    [InlineData("es-MX", "Gravedad Estándar.")]
    [InlineData("en", "Severity Standard.")]
    [InlineData("fr", "Gravité Standard.")]
    public void Every_language_shipped_has_the_words(string language, string words)
    {
        var voice = HelpdeskSite.Library.For(language);
        Assert.Equal(words, voice.Words(Whisper.SeverityOf(KnownLines.Ipaxes, Ticket, voice)));
    }

    private static IEnumerable<string> Heard(Ticket ticket, Func<Line, Line>? change = null) =>
        Whisper.SeverityOf((change ?? (line => line))(KnownLines.Ipaxes), ticket, HelpdeskSite.Library.For("es-MX")).Cast<Phrase.Prompt>().Select(phrase => phrase.Key);
}
