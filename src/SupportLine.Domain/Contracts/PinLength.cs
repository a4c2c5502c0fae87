using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Contracts;

/// <summary>How many digits a contact's PIN has: as many as a line asks for, since it takes what was keyed for the PIN once it has so many.</summary>
public static class PinLength
{
    /// <summary>What is wrong with the length of a PIN, and what would be right; null where it is that of some line.</summary>
    public static (string Wrong, string Right)? Mistake(string pin, IReadOnlyList<Line> lines)
    {
        var lengths = lines.Select(line => line.Identification.PinDigits).Distinct().Order().ToList();
        return lengths.Contains(pin.Length) ? null : ($"the PIN has {pin.Length} digits, and no line asks for so many", $"choose one of {string.Join(" or ", lengths)} digits");
    }
}
