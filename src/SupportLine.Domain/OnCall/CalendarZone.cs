using Ical.Net.DataTypes;
using NodaTime;
using NodaTime.TimeZones;

namespace SupportLine.Domain.OnCall;

/// <summary>Times of a calendar file as instants.</summary>
internal static class CalendarZone
{
    public static CalDateTime Utc(Instant at) => new(at.ToDateTimeUtc(), "UTC");

    /// <summary>By its name in the tz database, or by Windows', which Outlook writes; null where it is neither.</summary>
    public static DateTimeZone? Find(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(
        TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(id, out var canonical) ? canonical : id);

    /// <summary>The zone of a time.</summary>
    /// <param name="time">Its zone is known.</param>
    /// <param name="otherwise">That of a time without one, and of a day.</param>
    public static DateTimeZone Of(CalDateTime time, DateTimeZone otherwise) =>
        time.IsUtc ? DateTimeZone.Utc : time.TzId is { } id ? Find(id) ?? otherwise : otherwise;

    public static LocalDateTime Local(CalDateTime time) => LocalDateTime.FromDateTime(time.Value);

    public static Instant ToInstant(CalDateTime time, DateTimeZone otherwise) => Rota.Resolve(Local(time), Of(time, otherwise));
}
