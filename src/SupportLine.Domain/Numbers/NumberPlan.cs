using PhoneNumbers;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Numbers;

/// <summary>
/// How one trunk writes telephone numbers, in both directions. What is no number of the public network, an extension, a user name
/// or a short number such as 911, goes through as it stands.
/// </summary>
/// <param name="Region">ISO 3166 in capitals: the country that it writes national numbers of.</param>
/// <param name="Form">What it wants.</param>
public sealed record NumberPlan(string Region, NumberForm Form)
{
    /// <summary>Dialled before each number of the public network, such as a PBX's 9 for an outside line; empty for nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What stands before a country's code where a number is written with it: 011 in North America, else 00 unless told otherwise.</summary>
    public string InternationalPrefix { get; init; } = CountryCode(Region) == 1 ? "011" : "00";

    /// <summary>Whether the library knows that country.</summary>
    public static bool Knows(string region) => PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(region);

    /// <summary>A number as the trunk wrote it, in E.164 with its plus sign.</summary>
    /// <remarks>The prefix is taken off where a real number follows: a number may begin with the same digits.</remarks>
    public string Read(string written)
    {
        if (Prefix.Length > 0 && written.StartsWith(Prefix, StringComparison.Ordinal) && TelephoneNumber.ToValidE164(WithPlus(written[Prefix.Length..]), Region) is { } behind)
        {
            return behind;
        }

        // Who leaves the plus out writes the country's code always: 4930123456 is Berlin, though it could be a number of Mexico.
        return (Form == NumberForm.E164WithoutPlus ? TelephoneNumber.ToValidE164("+" + written, Region) : null) ?? E164Of(WithPlus(written)) ?? written;
    }

    /// <summary>A number as the trunk wants to see a caller's.</summary>
    public string Show(string number) => E164Of(number) is { } e164 ? Write(e164) : number;

    /// <summary>A number as the trunk wants it dialled.</summary>
    public string Dial(string number) => E164Of(number) is { } e164 ? Prefix + Write(e164) : number;

    private string Write(string e164) => Form switch
    {
        NumberForm.E164 => e164,
        NumberForm.E164WithoutPlus => e164[1..],
        NumberForm.National when TelephoneNumber.ToDialledWithin(e164, Region) is { } national => national,
        _ => InternationalPrefix + e164[1..],
    };

    private string WithPlus(string written) =>
        written.StartsWith(InternationalPrefix, StringComparison.Ordinal) ? "+" + written[InternationalPrefix.Length..] : written;

    private string? E164Of(string written) => DialledNumber.Normalise(written, Region) is ['+', ..] e164 ? e164 : null;

    private static int CountryCode(string region) => PhoneNumberUtil.GetInstance().GetCountryCodeForRegion(region);
}
