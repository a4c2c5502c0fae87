namespace SupportLine.Ivr.Speech;

/// <summary>
/// How a language puts numbers, times and days together from pieces: read from <c>grammar.yaml</c>, whose comments tell
/// a native speaker what each table does. A form of a piece (<c>.f</c>, <c>.and</c>, <c>.final</c>) is used where the
/// catalogue has it, and the plain piece where it has not.
/// </summary>
internal sealed partial class Grammar
{
    /// <summary>Digits a group of a telephone or contract number, from the left; the last group takes what is left.</summary>
    public required int DigitGroup { get; init; }

    /// <summary>Digits a group of a folio.</summary>
    public required int FolioGroup { get; init; }

    /// <summary>Silence between groups, ms.</summary>
    public required int GroupPause { get; init; }

    /// <summary>Hours are counted to 12 or to 24.</summary>
    public required int Clock { get; init; }

    /// <summary>Patterns of a time of day; the first that fits is taken.</summary>
    public required IReadOnlyList<TimePattern> Times { get; init; }

    /// <summary>Parts of the day, by the hour they begin at, ascending; none where hours are counted to 24.</summary>
    public required IReadOnlyList<DayPart> DayParts { get; init; }

    /// <summary>Patterns of the day: <c>today</c>, <c>tomorrow</c>, <c>this-week</c> (2 to 6 days ahead), <c>later</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Days { get; init; }

    /// <summary>By noun, the form of numbers that it asks for; empty for the plain one.</summary>
    public required IReadOnlyDictionary<string, string> Nouns { get; init; }

    /// <summary>Keys of the catalogue, among which a form is looked for.</summary>
    public required IReadOnlySet<string> Pieces { get; init; }

    /// <summary>Groups of digits as they are read.</summary>
    public static IEnumerable<string> Groups(string digits, int size)
    {
        // A last group of one digit alone sounds like a slip: it joins the one before.
        for (var start = 0; start < digits.Length;)
        {
            var left = digits.Length - start;
            var length = left == size + 1 ? (left > 3 ? (left + 1) / 2 : left) : Math.Min(size, left);
            yield return digits.Substring(start, length);
            start += length;
        }
    }

    /// <summary>Every piece that anything this grammar can say is made of.</summary>
    public IReadOnlySet<string> Reachable()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var digit in "0123456789")
        {
            keys.Add($"piece.digit.{digit}");
            keys.Add($"piece.digit.{digit}.final");
        }

        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var time = NodaTime.LocalTime.FromMinutesSinceMidnight(minute);
            keys.UnionWith(Time(time, "at"));
            keys.UnionWith(Time(time, "before"));
        }

        var leapYear = new NodaTime.LocalDate(2028, 1, 1);
        for (var day = 0; day < 366; day++)
        {
            keys.UnionWith(Days.Keys.SelectMany(pattern => Day(pattern, leapYear.PlusDays(day))));
        }

        foreach (var noun in Nouns.Keys)
        {
            for (var number = 0; number <= MostCounted; number++)
            {
                keys.UnionWith(Count(number, noun));
            }
        }

        keys.UnionWith(Enumerable.Range(1, 2 * 24 * 60).SelectMany(minutes => Length(TimeSpan.FromMinutes(minutes))));
        return keys;
    }

    private string Form(string key, string form) => form.Length > 0 && Pieces.Contains($"{key}.{form}") ? $"{key}.{form}" : key;
}
