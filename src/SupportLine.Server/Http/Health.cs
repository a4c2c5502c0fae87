using SupportLine.Server.Hosting;

namespace SupportLine.Server.Http;

/// <summary><c>/healthz</c>: 200 while calls are taken, 503 while the service is stopping.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app, SupportLineService service, Func<bool> stopping) =>
        app.MapGet("/healthz", async () =>
        {
            var status = new { status = stopping() ? "stopping" : "ok", legs = await service.Engine.LegsAsync(), lines = service.Site.Lines.Lines.Select(line => line.Id), trunks = await service.Engine.TrunksAsync() };
            return Results.Json(status, statusCode: stopping() ? 503 : 200);
        });
}
