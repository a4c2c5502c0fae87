using System.Text.Json;
using System.Text.Json.Serialization;
using SupportLine.Domain.Clock;

namespace SupportLine.Domain.Calls;

/// <summary>How a decision is written: instants and dates as ISO 8601, enumerations by name.</summary>
public static class RouteJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new InstantJson(), new LocalDateJson() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
