namespace SupportLine.Domain.Tickets;

/// <summary>The check digit of H. Michael Damm (2004), over a totally anti-symmetric quasigroup of order ten.</summary>
internal static class Damm
{
    private static readonly string[] Quasigroup =
    [
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    ];

    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var interim = '0';
        foreach (var digit in digits)
        {
            interim = Quasigroup[interim - '0'][digit - '0'];
        }

        return interim;
    }

    public static bool IsValid(ReadOnlySpan<char> digits) => CheckDigit(digits) == '0';
}
