using System.Diagnostics.CodeAnalysis;

namespace SupportLine.Domain.Tickets;

/// <summary>
/// A ticket's number as it is spoken and keyed: the line's prefix, a running number of at least five digits, and a Damm
/// check digit, which catches every single wrong digit and every swap of two neighbours.
/// </summary>
public readonly record struct Folio
{
    /// <summary>Fewest digits of the running number.</summary>
    public const int RunningDigits = 5;

    /// <summary>Longest folio, digits.</summary>
    public const int MaxDigits = 16;

    private Folio(string digits) => Digits = digits;

    /// <summary>All digits, check digit last.</summary>
    public string Digits { get; }

    /// <summary>Makes the folio of a running number.</summary>
    /// <param name="prefix">The line's prefix, digits.</param>
    /// <param name="number">Positive running number within the line.</param>
    public static Folio Of(string prefix, long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        var body = prefix + number.ToString($"D{RunningDigits}", System.Globalization.CultureInfo.InvariantCulture);
        return new Folio(body + Damm.CheckDigit(body));
    }

    /// <summary>Takes a keyed number for a folio when its check digit is right; knows nothing of whether it exists.</summary>
    public static bool TryParse([NotNullWhen(true)] string? digits, out Folio folio)
    {
        var valid = digits is { Length: > RunningDigits and <= MaxDigits }
            && digits.All(char.IsAsciiDigit)
            && Damm.IsValid(digits);
        folio = valid ? new Folio(digits!) : default;
        return valid;
    }

    /// <summary>For a folio read from the store, where it was put by us.</summary>
    public static Folio Parse(string digits) =>
        TryParse(digits, out var folio) ? folio : throw new FormatException($"'{digits}' is no folio.");

    public override string ToString() => Digits;
}
