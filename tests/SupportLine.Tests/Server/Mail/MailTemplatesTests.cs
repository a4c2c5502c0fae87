using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Mail;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Outbox;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using SupportLine.Server.Mail;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Domain.Tickets;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Server.Mail;

public sealed class MailTemplatesTests : IDisposable
{
    private static readonly PromptLibrary Prompts = HelpdeskSite.Library;

    private static readonly Line Xivo = KnownLines.Xivo;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mails");

    public MailTemplatesTests() => Copy(new DirectoryInfo(Path.Combine(RepositoryFiles.Root, "mails")), _folder);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_creation_tells_folio_status_and_times_in_the_readers_language()
    {
        var ticket = TicketMaker.Of(Xivo) with { DueAt = Moment.At("2026-03-10T11:15:00-06"), ContactNumber = "+33123456789" };
        var mail = Render(MailKind.Creation, "fr", ticket);
        Assert.Equal($"{Xivo.Title} : nous avons reçu votre demande", mail.Subject);
        Assert.Contains($"Son numéro est {ticket.Folio} :", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Reçue : 2026-03-10 ", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Première réponse au plus tard : 2026-03-10 ", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Nous vous appelons au : +33123456789", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Votre demande : ", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\">", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_tells_each_change_with_its_words()
    {
        var mail = Render(
            MailKind.Update,
            "en",
            TicketMaker.Of(Xivo),
            new TicketChange.Noted("Restarted.\nIt works."),
            new TicketChange.StatusSet("new", Xivo.Statuses[1].Id),
            new TicketChange.SolutionAnswered(false));
        Assert.Contains(": a note was added.\nRestarted.\nIt works.\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains($": its status is now: {Prompts.For("en").Words([new Phrase.Prompt(Xivo.Statuses[1].Prompt)]).TrimEnd('.')}\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains(": the solution was refused.\n", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_customer_wrote_is_no_html_in_the_html_part()
    {
        var mail = Render(MailKind.Update, "en", TicketMaker.Of(Xivo), new TicketChange.Noted("<script>alert(1)</script> & more"));
        Assert.Contains("<script>alert(1)</script> & more", mail.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("es-MX", "el folio de su solicitud es")]
    [InlineData("en", "the folio of your request is")]
    [InlineData("fr", "le numéro de votre demande est")]
    public void A_folio_that_was_asked_for_stands_in_its_mail(string language, string words)
    {
        var ticket = TicketMaker.Of(Xivo);
        Assert.Contains($"{words} {ticket.Folio}", Render(MailKind.Folio, language, ticket, Xivo with { Languages = ["es-MX", "en", "fr"] }, new TicketChange.FolioAsked()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_a_link_in_the_html_part()
    {
        var mail = Render(MailKind.Addresses, "en", TicketMaker.Of(Xivo), new TicketChange.Told("form", "https://example.com/form?a=1&b=2"));
        Assert.Contains("https://example.com/form?a=1&b=2", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.com/form?a=1&amp;b=2\">", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("es-MX", "EMERGENCIA", "Devolver la llamada al: +528183459999")]
    [InlineData("en", "EMERGENCY", "Call back at: +528183459999")]
    [InlineData("fr", "URGENCE", "Rappeler au : +528183459999")]
    public void An_alert_tells_all_that_an_engineer_needs(string language, string subject, string callBack)
    {
        var alert = new AlertFacts("e", "leg", "lucia", "Lucía", "64000011", "xivo", "XiVO", "+33900000000", "Aceros", "emergency", "+528183450101", "+528183459999", Moment.At("2026-03-10T23:30:00-06"));
        var mail = Read(KnownLines.All)!.Render(Xivo with { Languages = ["es-MX", "en", "fr"] }, MailKind.Alert, language, new MailFacts(Xivo, Prompts, language).OfAlert(alert));
        Assert.Contains(subject, mail.Subject, StringComparison.Ordinal);
        Assert.All(["64000011", "XiVO", "Aceros", "emergency", "+528183450101", "+33900000000"], told => Assert.Contains(told, mail.Text, StringComparison.Ordinal));
        Assert.Contains(callBack, mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("es-MX", "NADIE", "Devolver la llamada al: +528183459999", "lucia (sip:lucia@10.0.0.7): no contestó")]
    [InlineData("en", "NOBODY", "Call back at: +528183459999", "lucia (sip:lucia@10.0.0.7): did not answer")]
    [InlineData("fr", "PERSONNE", "Rappeler au : +528183459999", "lucia (sip:lucia@10.0.0.7) : n'a pas répondu")]
    public void An_alarm_tells_who_was_rung_in_vain(string language, string subject, string callBack, string ring)
    {
        var (ticket, at) = (TicketMaker.Of(Xivo) with { ContactNumber = "+528183459999", Claimed = "urgent" }, Moment.At("2026-03-10T23:30:00-06"));
        EscalationAttempt[] rings = [new("e", "leg-1", "lucia", "sip:lucia@10.0.0.7", at, "no-answer"), new("e", "leg-2", "diego", "+528100000000", at, "declined")];
        var mail = Read(KnownLines.All)!.Render(
            Xivo with { Languages = ["es-MX", "en", "fr"] }, MailKind.Alarm, language, new MailFacts(Xivo, Prompts, language).OfAlarm(ticket, null, at, rings));
        Assert.StartsWith(subject, mail.Subject, StringComparison.Ordinal);
        Assert.All([ticket.Folio.Digits, "urgent", callBack, ring, "diego"], told => Assert.Contains(told, mail.Text, StringComparison.Ordinal));
        Assert.Equal(2, mail.Text.Split('\n').Count(row => row.StartsWith("2026-03-11", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_lines_own_words_win()
    {
        Write("lines/xivo/en/creation.txt", "Subject: Ours\n\nOur folio: {{ folio }}\n");
        Assert.Equal("Ours", Render(MailKind.Creation, "en", TicketMaker.Of(Xivo)).Subject);
        Assert.StartsWith("IPAXES", Render(MailKind.Creation, "en", TicketMaker.Of(KnownLines.Ipaxes), KnownLines.Ipaxes).Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Subject: A\n\n{{ folio }}\n  {{ foliio }}\n", "4:6: there is no \"foliio\" in this mail; name any of folio, ")]
    [InlineData("Subject: A\n\n{{ folio | uppcase }}\n", "3:12: there is no \"uppcase\"")]
    [InlineData("Subject: A\n\n{{ folio }}\n{% if due_at %}never closed\n", ":")]
    [InlineData("Subject: A\n\nNothing.\n", "1:1: the mail does not tell \"folio\"; put {{ folio }} where")]
    [InlineData("{{ folio }}\n", "1:1: the mail has no subject; begin with a line \"Subject: ...\"")]
    [InlineData("Subject: A\n\n{{ folio }}{% for change in changes %}{{ change.secret }}{% endfor %}\n", "there is no \"changes\" in this mail")]
    public void A_wrong_template_is_told_with_file_line_and_column(string text, string mistake)
    {
        Write("en/creation.txt", text);
        var mistakes = new List<LineMistake>();
        Assert.Null(MailTemplates.Read(_folder.FullName, [Xivo], mistakes));
        Assert.Contains(mistakes, wrong => wrong.ToString().Contains(mistake, StringComparison.Ordinal) && wrong.File.EndsWith("en/creation.txt", StringComparison.Ordinal));
    }

    [Fact]
    public void A_language_without_templates_is_told_unless_the_line_has_its_own()
    {
        File.Delete(Path.Combine(_folder.FullName, "fr/alert.txt"));
        var mistakes = new List<LineMistake>();
        Assert.Null(MailTemplates.Read(_folder.FullName, [Xivo], mistakes));
        Assert.Contains("fr/alert.txt:1:1: there is no such template, and line xivo needs it", Assert.Single(mistakes).ToString(), StringComparison.Ordinal);

        Write("lines/xivo/fr/alert.txt", File.ReadAllText(Path.Combine(_folder.FullName, "en/alert.txt")));
        mistakes.Clear();
        Assert.NotNull(MailTemplates.Read(_folder.FullName, [Xivo], mistakes));
    }

    private RenderedMail Render(MailKind kind, string language, Ticket ticket, params TicketChange[] changes) => Render(kind, language, ticket, Xivo, changes);

    private RenderedMail Render(MailKind kind, string language, Ticket ticket, Line line, params TicketChange[] changes)
    {
        var steps = changes.Select((change, i) => new TicketEvent(ticket.Folio, i + 1, Moment.At("2026-03-10T10:00:00-06"), "agent:anna", change, null)).ToList();
        var reader = new Notification.ReaderMail(ticket.Folio.Digits, [1], MailOccasion.Update, "aceros/maria", "María", "maria@aceros.example", language, null);
        return Read(KnownLines.All)!.Render(line, kind, language, new MailFacts(line, Prompts, language).OfReader(ticket, reader, steps));
    }

    private MailTemplates? Read(IReadOnlyList<Line> lines)
    {
        var mistakes = new List<LineMistake>();
        var templates = MailTemplates.Read(_folder.FullName, lines, mistakes);
        Assert.Empty(mistakes);
        return templates;
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to.FullName, Path.GetRelativePath(from.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target);
        }
    }
}
