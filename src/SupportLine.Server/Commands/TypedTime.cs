using NodaTime;
using NodaTime.Text;

namespace SupportLine.Server.Commands;

/// <summary>A moment as it is typed: <c>2026-03-14T22:00</c> in the zone it is about, or with an offset of its own.</summary>
internal static class TypedTime
{
    /// <summary>What to tell whoever typed something else.</summary>
    public const string Right = "write 2026-03-14T22:00, or with an offset 2026-03-14T22:00-06:00";

    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    private static readonly OffsetDateTimePattern Minute = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>");

    /// <summary>What to tell whoever typed this; null when it is a time in any zone.</summary>
    public static string? Wrong(string text) => Parse(text, DateTimeZone.Utc) is null ? $"'{text}' is no time; {Right}" : null;

    /// <summary>Null when it is none.</summary>
    public static Instant? Parse(string text, DateTimeZone zone) =>
        Local.Parse(text) is { Success: true, Value: var local } ? local.InZoneLeniently(zone).ToInstant()
        : OffsetDateTimePattern.GeneralIso.Parse(text) is { Success: true, Value: var exact } ? exact.ToInstant()
        : Minute.Parse(text) is { Success: true, Value: var minute } ? minute.ToInstant()
        : null;
}
