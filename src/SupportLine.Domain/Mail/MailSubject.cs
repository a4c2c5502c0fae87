using System.Text.RegularExpressions;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Mail;

/// <summary>
/// The subject line by which a reply finds its ticket (SNG-02): the folio in brackets, where no answering mail program
/// takes it away.
/// </summary>
public static partial class MailSubject
{
    /// <summary>A mail's subject: <c>[62000014] No dial tone</c>.</summary>
    public static string Of(Folio folio, string title) => $"[{folio.Digits}] {Blank().Replace(title, " ").Trim()}".TrimEnd();

    /// <summary>
    /// The folio of a subject that came back: the first one in brackets whose check digit is right; null when the subject
    /// was not kept.
    /// </summary>
    public static Folio? FolioOf(string subject)
    {
        foreach (Match match in Bracketed().Matches(subject))
        {
            if (Folio.TryParse(match.Groups[1].Value, out var folio)) return folio;
        }

        return null;
    }

    [GeneratedRegex(@"\[\s*(\d{6,16})\s*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    /// <summary>Line breaks among them: nothing in a title becomes a header of its own.</summary>
    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
