using NodaTime;
using NodaTime.Text;

namespace SupportLine.Tests.Domain;

/// <summary>Instants as tests write them.</summary>
internal static class Moment
{
    /// <summary>ISO 8601 with offset: 2026-03-10T08:30:00-06.</summary>
    public static Instant At(string text) => OffsetDateTimePattern.GeneralIso.Parse(text).Value.ToInstant();
}
