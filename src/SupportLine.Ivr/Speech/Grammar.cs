using NodaTime;

namespace SupportLine.Ivr.Speech;

/// <summary>
/// How a language puts numbers, times and days together from pieces: read from <c>grammar.yaml</c>, whose comments tell
/// a native speaker what each table does.
/// </summary>
internal sealed class Grammar
{
    /// <summary>Digits a group of a telephone or contract number, from the left; the last group takes what is left.</summary>
    public required int DigitGroup { get; init; }

    /// <summary>Digits a group of a folio.</summary>
    public required int FolioGroup { get; init; }

    /// <summary>Silence between groups, ms.</summary>
    public required int GroupPause { get; init; }

    /// <summary>Patterns of a time of day.</summary>
    public required IReadOnlyList<TimePattern> Times { get; init; }

    /// <summary>Parts of the day, by the hour they begin at, ascending.</summary>
    public required IReadOnlyList<DayPart> DayParts { get; init; }

    /// <summary>Pieces of the hours, twelve of them, one o'clock first.</summary>
    public required IReadOnlyList<string> Hours { get; init; }

    /// <summary>Pieces that lead a time in: "at", "before"; the first of each is for one o'clock, the second for the others.</summary>
    public required IReadOnlyList<string> At { get; init; }

    public required IReadOnlyList<string> Before { get; init; }

    /// <summary>Patterns of the day: <c>today</c>, <c>tomorrow</c>, <c>this-week</c> (2 to 6 days ahead), <c>later</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Days { get; init; }

    /// <summary>By noun: the piece for one ("un minuto") and the one that follows every other number ("minutos").</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Nouns { get; init; }

    /// <summary>Pieces, in order, of a moment seen from now.</summary>
    public IReadOnlyList<string> Moment(Instant at, Instant now, DateTimeZone zone, bool before)
    {
        var local = at.InZone(zone).LocalDateTime;
        return [.. Day(local.Date, now.InZone(zone).Date), .. Time(local.TimeOfDay, before ? Before : At)];
    }

    /// <summary>Pieces of a count.</summary>
    public IReadOnlyList<string> Count(int number, string noun)
    {
        var pieces = Nouns[noun];
        return number == 1 ? [pieces[0]] : [$"piece.number.{number}", pieces[1]];
    }

    /// <summary>Groups of digits as they are read.</summary>
    public static IEnumerable<string> Groups(string digits, int size)
    {
        // A last group of one digit alone sounds like a slip: it joins the one before.
        for (var start = 0; start < digits.Length;)
        {
            var left = digits.Length - start;
            var length = left == size + 1 ? Math.Max(2, (left + 1) / 2) : Math.Min(size, left);
            yield return digits.Substring(start, length);
            start += length;
        }
    }

    private IEnumerable<string> Day(LocalDate day, LocalDate today)
    {
        var pattern = Period.DaysBetween(today, day) switch
        {
            0 => "today",
            1 => "tomorrow",
            > 1 and < 7 => "this-week",
            _ => "later",
        };
        return Days[pattern].Select(piece => piece
            .Replace("{weekday}", ((int)day.DayOfWeek).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{day}", day.Day.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{month}", day.Month.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    private IEnumerable<string> Time(LocalTime time, IReadOnlyList<string> lead)
    {
        var pattern = Times.First(candidate => candidate.Minute is null || candidate.Minute == time.Minute);
        var hour = (time.Hour + 11) % 12;
        var part = DayParts.Last(candidate => candidate.FromHour <= time.Hour).Piece;
        return pattern.Pieces.Select(piece => piece switch
        {
            "{lead}" => lead[hour == 0 ? 0 : 1],
            "{hour}" => Hours[hour],
            "{minute}" => $"piece.minute.{time.Minute}",
            "{part}" => part,
            _ => piece,
        });
    }
}
