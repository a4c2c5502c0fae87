using System.Text.RegularExpressions;
using PhoneNumbers;

namespace SupportLine.Domain.Lines;

/// <summary>Numbers as people and trunks write them, brought into the one form in which they are compared.</summary>
internal static partial class DialledNumber
{
    /// <summary>Fewest digits that are taken for a number of the public network; fewer are an extension.</summary>
    private const int FewestPublicDigits = 7;

    /// <summary>
    /// E.164 with its plus sign for a number of the public network, the digits of an extension, or a name in lower case;
    /// null for what is none of them.
    /// </summary>
    /// <param name="written">+52 81 1522-5000, 00528115225000, 8115225000, 5000, helpdesk.</param>
    /// <param name="region">ISO 3166, for national forms.</param>
    public static string? Normalise(string written, string region)
    {
        var text = written.Trim();
        if (NameForm().IsMatch(text)) return text.ToLowerInvariant();
        if (!NumberForm().IsMatch(text)) return null;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (text[0] != '+' && digits.Length < FewestPublicDigits) return digits;
        return Contracts.TelephoneNumber.ToE164(text, region);
    }

    /// <summary>Whether it is too short for the public network.</summary>
    public static bool IsExtension(string number) => number.Length is > 0 and < FewestPublicDigits && number.All(char.IsAsciiDigit);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^\+?[0-9][0-9 ().\-/]*$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberForm();
}
