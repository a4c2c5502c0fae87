using SupportLine.Domain.Contracts;

namespace SupportLine.Domain.Lines;

public sealed partial record Line
{
    /// <summary>
    /// Whether the caller of an emergency may be phoned at a number, which whoever called may have made up: what it costs is the operator's.
    /// It begins as <see cref="Routing.CallBackPrefixes"/> say or, where they say nothing, is an ordinary one of the line's own countries.
    /// An extension costs nothing.
    /// </summary>
    public bool MayPhoneBack(string number) =>
        DialledNumber.IsExtension(number)
        || (TelephoneNumber.ToE164(number, Region) is { } e164
            && (Routing.CallBackPrefixes.Count > 0
                ? Routing.CallBackPrefixes.Any(prefix => e164.StartsWith(prefix, StringComparison.Ordinal))
                : Countries.Any(country => TelephoneNumber.IsOrdinaryIn(e164, country))));

    /// <summary>Its own, and those of the numbers that it answers.</summary>
    private IEnumerable<string> Countries => Numbers.Select(own => TelephoneNumber.CountryOf(own.Number)).OfType<string>().Prepend(Region).Distinct();
}
