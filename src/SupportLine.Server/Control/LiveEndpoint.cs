using System.Text.Json;
using SupportLine.Server.Live;

namespace SupportLine.Server.Control;

/// <summary>
/// <c>/live</c>: how the service stands now, an object on a line. Whoever wants to follow it asks again: nothing is kept for
/// one who is slow.
/// </summary>
internal static class LiveEndpoint
{
    public const string Path = "/live";

    public static void MapLive(this WebApplication app, LiveSource source) => app.MapGet(Path, async context =>
    {
        var snapshot = await source.TakeAsync(context.RequestAborted);
        context.Response.ContentType = "application/x-ndjson";
        await JsonSerializer.SerializeAsync(context.Response.Body, snapshot, ControlJson.Options, context.RequestAborted);
        await context.Response.WriteAsync("\n", context.RequestAborted);
    });
}
