using SupportLine.Server.Hosting;

namespace SupportLine.Server.Http;

/// <summary><c>/healthz</c>: 200 while calls are taken, 503 while the service is stopping or the store takes nothing.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app, SupportLineService service, Func<bool> stopping) =>
        app.MapGet("/healthz", async () =>
        {
            var wrong = await service.Health.AskAsync();
            var status = stopping() ? "stopping" : wrong.Any(fault => fault.StopsCalls) ? "failing" : wrong.Count > 0 ? "degraded" : "ok";
            return Results.Json(
                new { status, wrong = wrong.Select(fault => fault.What), legs = await service.Engine.LegsAsync(), lines = service.Site.Lines.Lines.Select(line => line.Id), trunks = await service.Engine.TrunksAsync() },
                statusCode: status is "ok" or "degraded" ? 200 : 503);
        });
}
