namespace SupportLine.Ivr.Speech;

/// <summary>Numbers of things, and lengths of time.</summary>
internal sealed partial class Grammar
{
    /// <summary>Highest number that can be said.</summary>
    public const int MostCounted = 9999;

    /// <summary>
    /// Pieces of a count: one piece where the catalogue has that very count (<c>piece.count.hour.1</c>, "una hora"), else
    /// the number in the form that the noun asks for, and the noun.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not between 0 and 9999.</exception>
    public IReadOnlyList<string> Count(int number, string noun, string form = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MostCounted);
        var whole = $"piece.count.{noun}.{number}";
        return Pieces.Contains(whole) ? [Form(whole, form)] : [.. Number(number, Nouns[noun]), Form($"piece.noun.{noun}", form)];
    }

    /// <summary>Pieces of a length of time: minutes up to an hour, hours and minutes up to two days, then days.</summary>
    public IReadOnlyList<string> Length(TimeSpan time)
    {
        var minutes = Math.Max(1, (int)Math.Round(time.TotalMinutes));
        return (minutes / 60, minutes % 60) switch
        {
            ( >= 48, _) => Count(Math.Min(minutes / (24 * 60), MostCounted), "day"),
            (0, var rest) => Count(rest, "minute"),
            (var hours, 0) => Count(hours, "hour"),
            var (hours, rest) => [.. Count(hours, "hour", "and"), .. Count(rest, "minute")],
        };
    }

    private IEnumerable<string> Number(int number, string form)
    {
        var (thousands, hundreds, rest) = (number / 1000, number / 100 % 10, number % 100);
        if (thousands > 0)
        {
            // "one thousand one hundred", but "one thousand and one".
            yield return Form($"piece.thousand.{thousands}", hundreds == 0 && rest > 0 ? "and" : "");
        }

        if (hundreds > 0)
        {
            // "cien", but "ciento uno"; "doscientas horas".
            yield return Form(Form($"piece.hundred.{hundreds}", rest > 0 ? "and" : ""), form);
        }

        if (rest > 0 || number == 0)
        {
            yield return Form($"piece.number.{rest}", form);
        }
    }
}
