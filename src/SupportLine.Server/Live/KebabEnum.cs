using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportLine.Server.Live;

/// <summary>Names as scripts read them: <c>signed-out</c>.</summary>
internal sealed class KebabEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
