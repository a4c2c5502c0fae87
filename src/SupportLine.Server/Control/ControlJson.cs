using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupportLine.Server.Control;

/// <summary>An object a line, the same on both ends.</summary>
internal static class ControlJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
