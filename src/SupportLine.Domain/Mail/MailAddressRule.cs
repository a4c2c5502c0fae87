using System.Text.RegularExpressions;

namespace SupportLine.Domain.Mail;

/// <summary>What passes for a mail address where an operator writes one: enough to catch what was mistyped.</summary>
public static partial class MailAddressRule
{
    public static bool IsAddress(string text) => text.Length <= 254 && Form().IsMatch(text);

    [GeneratedRegex(@"^[^\s@<>,;:""()\[\]\\\p{C}]+@[^\s@<>,;:""()\[\]\\\p{C}]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
