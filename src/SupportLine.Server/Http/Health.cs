using SupportLine.Server.Hosting;

namespace SupportLine.Server.Http;

/// <summary><c>/healthz</c>: 200 while calls are taken and kept, 503 while the service is stopping, or store or recordings cannot be written.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app, SupportLineService service, Func<bool> stopping) =>
        app.MapGet("/healthz", async () =>
        {
            var wrong = await service.Health.AskAsync();
            var status = stopping() ? "stopping" : wrong.Count > 0 ? "failing" : "ok";
            return Results.Json(
                new { status, wrong, legs = await service.Engine.LegsAsync(), lines = service.Site.Lines.Lines.Select(line => line.Id), trunks = await service.Engine.TrunksAsync() },
                statusCode: status == "ok" ? 200 : 503);
        });
}
