using System.Text.Json;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Control;

/// <summary><c>/trace</c>: messages of the signalling, an object a line, until the asker goes or the service stops.</summary>
internal static class TraceEndpoint
{
    public static void MapTrace(this WebApplication app, CallEngine engine) => app.MapGet("/trace", async context =>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, app.Lifetime.ApplicationStopping);
        var filter = new TraceFilter(TraceQuery.Read(context.Request.Query));
        context.Response.ContentType = "application/x-ndjson";

        // The asker knows from now on that somebody is there, and that nothing that comes is missed.
        var messages = engine.TraceAsync(filter.Query.Last, stop.Token).GetAsyncEnumerator(stop.Token);
        await using (messages)
        {
            try
            {
                for (var next = messages.MoveNextAsync(); ; next = messages.MoveNextAsync())
                {
                    if (!next.IsCompleted) await context.Response.Body.FlushAsync(stop.Token);
                    if (!await next) break;
                    if (!filter.Takes(messages.Current)) continue;
                    await JsonSerializer.SerializeAsync(context.Response.Body, TraceLine.Of(messages.Current), ControlJson.Options, stop.Token);
                    await context.Response.WriteAsync("\n", stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Either end has gone.
            }
        }
    });
}
