using System.Globalization;
using NodaTime;

namespace SupportLine.Ivr.Speech;

/// <summary>Moments, as seen from now.</summary>
internal sealed partial class Grammar
{
    /// <summary>Pieces, in order, of a moment seen from now.</summary>
    public IReadOnlyList<string> Moment(Instant at, Instant now, DateTimeZone zone, bool before)
    {
        var local = at.InZone(zone).LocalDateTime;
        var pattern = Period.DaysBetween(now.InZone(zone).Date, local.Date) switch
        {
            0 => "today",
            1 => "tomorrow",
            > 1 and < 7 => "this-week",
            _ => "later",
        };
        return [.. Day(pattern, local.Date), .. Time(local.TimeOfDay, before ? "before" : "at")];
    }

    private IEnumerable<string> Day(string pattern, LocalDate day) => Days[pattern].Select(piece => piece
        .Replace("{weekday}", Text((int)day.DayOfWeek), StringComparison.Ordinal)
        .Replace("{day}", Text(day.Day), StringComparison.Ordinal)
        .Replace("{month}", Text(day.Month), StringComparison.Ordinal));

    private IEnumerable<string> Time(LocalTime time, string lead)
    {
        var pattern = Times.First(candidate => candidate.Fits(time.Hour, time.Minute));
        var hour = Clock == 24 ? time.Hour : (time.Hour + 11) % 12 + 1;
        var part = DayParts.LastOrDefault(candidate => candidate.FromHour <= time.Hour)?.Piece ?? "";
        return pattern.Pieces
            .Select((piece, i) =>
            {
                var key = piece
                    .Replace("{lead}", lead, StringComparison.Ordinal)
                    .Replace("{hour}", Text(hour), StringComparison.Ordinal)
                    .Replace("{minute}", Text(time.Minute), StringComparison.Ordinal)
                    .Replace("{part}", part, StringComparison.Ordinal);
                return i == pattern.Pieces.Count - 1 ? Form(key, "final") : key;
            });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
