using PhoneNumbers;

namespace SupportLine.Domain.Contracts;

/// <summary>Telephone numbers of the public network: E.164 inside, whatever people and trunks write at the edge.</summary>
public static class TelephoneNumber
{
    /// <summary>
    /// The E.164 form with its plus sign, or null when it is no possible number. Understood are +, 00 and the region's
    /// international and national prefixes, a bare country code without plus as some trunks send it, and any punctuation.
    /// </summary>
    /// <param name="written">As keyed, as a contact was entered, or the user part of a caller's SIP address.</param>
    /// <param name="region">ISO 3166 in capitals: the country whose national form is tried first.</param>
    public static string? ToE164(string? written, string region)
    {
        if (string.IsNullOrWhiteSpace(written)) return null;
        var text = written.Trim();
        var international = "+" + (text.StartsWith("00", StringComparison.Ordinal) ? text[2..] : text.TrimStart('+'));
        return Read(text, region, certain: true) ?? Read(international, region, certain: true)

            // Ranges are opened faster than the library's tables follow: what could be a number is taken for one.
            ?? Read(text, region, certain: false);
    }

    /// <summary>The number as it is said and dialled within a country; the E.164 form for another country's.</summary>
    public static string ToNational(string e164, string region)
    {
        var util = PhoneNumberUtil.GetInstance();
        if (Parse(e164, region) is not { } number || util.GetRegionCodeForNumber(number) != region) return e164;
        return util.GetNationalSignificantNumber(number);
    }

    /// <summary>The E.164 form of a number that exists for certain, a national form or one with its plus; null for any other.</summary>
    internal static string? ToValidE164(string written, string region) => Read(written, region, certain: true);

    /// <summary>As it is dialled within its country, national prefix included; null for another country's.</summary>
    internal static string? ToDialledWithin(string e164, string region)
    {
        var util = PhoneNumberUtil.GetInstance();
        return Parse(e164, region) is { } number && number.CountryCode == util.GetCountryCodeForRegion(region)
            ? string.Concat(util.Format(number, PhoneNumberFormat.NATIONAL).Where(char.IsAsciiDigit))
            : null;
    }

    /// <summary>The country of a number in E.164, ISO 3166 in capitals; null where none is known.</summary>
    internal static string? CountryOf(string e164) =>
        e164.StartsWith('+') && Parse(e164, "ZZ") is { } number ? PhoneNumberUtil.GetInstance().GetRegionCodeForNumber(number) : null;

    /// <summary>
    /// Whether a number in E.164 belongs to a country and is of no premium rate. Of countries that share a code, as those of North America and
    /// the Caribbean, it has to be the one; a range that no table knows yet counts as any's that has the code.
    /// </summary>
    internal static bool IsOrdinaryIn(string e164, string country)
    {
        var util = PhoneNumberUtil.GetInstance();
        return Parse(e164, country) is { } number
            && number.CountryCode == util.GetCountryCodeForRegion(country)
            && (util.GetRegionCodeForNumber(number) ?? country) == country
            && util.GetNumberType(number) is not (PhoneNumberType.PREMIUM_RATE or PhoneNumberType.SHARED_COST);
    }

    private static string? Read(string text, string region, bool certain)
    {
        var util = PhoneNumberUtil.GetInstance();
        return Parse(text, region) is { } number && (certain ? util.IsValidNumber(number) : util.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE)
            ? util.Format(number, PhoneNumberFormat.E164)
            : null;
    }

    private static PhoneNumber? Parse(string text, string region)
    {
        try
        {
            return PhoneNumberUtil.GetInstance().Parse(text, region);
        }
        catch (NumberParseException)
        {
            // The library's only way to say that these are no digits of a number.
            return null;
        }
    }
}
