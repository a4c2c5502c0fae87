using System.Text.Json;
using NodaTime;

namespace SupportLine.Storage;

/// <summary>How values stand in a row.</summary>
internal static class Column
{
    public static long Of(Instant instant) => instant.ToUnixTimeTicks();

    public static long? Of(Instant? instant) => instant?.ToUnixTimeTicks();

    public static Instant Instant(long ticks) => NodaTime.Instant.FromUnixTimeTicks(ticks);

    public static Instant? Instant(long? ticks) => ticks is { } value ? Instant(value) : null;

    public static long Of(bool flag) => flag ? 1 : 0;

    public static string Json<T>(T value) => JsonSerializer.Serialize(value);

    public static T FromJson<T>(string text) => JsonSerializer.Deserialize<T>(text)!;
}
