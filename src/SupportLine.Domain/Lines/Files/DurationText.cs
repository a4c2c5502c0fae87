using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace SupportLine.Domain.Lines.Files;

/// <summary>Lengths of time as line files write them: <c>15min</c>, <c>2h</c>, <c>1h 30min</c>, <c>25s</c>, <c>7d</c>.</summary>
internal static partial class DurationText
{
    public const string Example = "a length of time such as 15min, 2h or 25s";

    public static bool TryParse(string text, out Duration time)
    {
        time = Duration.Zero;
        var form = Form().Match(text);
        if (!form.Success || text.Trim().Length == 0) return false;
        time = Of(form, "d", days => Duration.FromMinutes(days * 1440)) + Of(form, "h", hours => Duration.FromMinutes(hours * 60))
            + Of(form, "m", Duration.FromMinutes) + Of(form, "s", Duration.FromSeconds);
        return time > Duration.Zero;
    }

    /// <summary>As it would be written, in its largest whole unit up to hours: <c>90s</c>, <c>10min</c>, <c>24h</c>.</summary>
    /// <param name="time">Of whole seconds.</param>
    public static string Write(Duration time)
    {
        var seconds = (long)time.TotalSeconds;
        return seconds % 3600 == 0 ? $"{seconds / 3600}h" : seconds % 60 == 0 ? $"{seconds / 60}min" : $"{seconds}s";
    }

    private static Duration Of(Match form, string unit, Func<long, Duration> make) =>
        form.Groups[unit] is { Success: true } digits
            ? make(long.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            : Duration.Zero;

    [GeneratedRegex(@"^\s*((?<d>\d{1,4})\s*d)?\s*((?<h>\d{1,4})\s*h)?\s*((?<m>\d{1,4})\s*min)?\s*((?<s>\d{1,5})\s*s)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
