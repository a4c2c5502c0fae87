using System.Text.Json;
using System.Threading.Channels;
using SupportLine.Ivr;
using SupportLine.Ivr.Drills;
using SupportLine.Server.Commands;

namespace SupportLine.Server.Control;

/// <summary><c>/drill</c>: holds an exercise and tells of each number, an object a line; whoever leaves ends it.</summary>
internal static class DrillEndpoint
{
    public static void MapDrill(this WebApplication app, Site site, DrillRunner drills) => app.MapPost("/drill", async context =>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, app.Lifetime.ApplicationStopping);
        context.Response.ContentType = "application/x-ndjson";
        var query = DrillQuery.Read(context.Request.Query);
        var lines = Channel.CreateUnbounded<DrillLine>();
        var held = HoldAsync(site, drills, query, lines.Writer, stop.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(CancellationToken.None))
            {
                await JsonSerializer.SerializeAsync(context.Response.Body, line, ControlJson.Options, stop.Token);
                await context.Response.WriteAsync("\n", stop.Token);
                await context.Response.Body.FlushAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Either end has gone, and the exercise ends with it.
        }

        await held;
    });

    private static async Task HoldAsync(Site site, DrillRunner drills, DrillQuery query, ChannelWriter<DrillLine> told, CancellationToken ct)
    {
        try
        {
            var (order, wrong) = await OrderAsync(site, query, ct);
            told.TryWrite(order is null
                ? new DrillLine { Wrong = wrong }
                : new DrillLine { End = await drills.RunAsync(order, ring => told.TryWrite(new DrillLine { Ring = ring }), ct) });
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Nobody hears how it ends.
        }
        finally
        {
            told.TryComplete();
        }
    }

    /// <summary>The order, or null and what was named that is not there.</summary>
    private static async Task<(DrillOrder? Order, string Wrong)> OrderAsync(Site site, DrillQuery query, CancellationToken ct)
    {
        var known = string.Join(", ", site.Lines.Lines.Select(each => each.Id));
        var line = query.Line is { } id ? site.Lines.Find(id) : site.Lines.Lines.Count == 1 ? site.Lines.Lines[0] : null;
        var wrong = line is null ? query.Line is null ? $"there are several lines; name one with --line: {known}" : $"there is no line {query.Line}: {known}"
            : Unknown("severity", query.Severity, line.Severities.Select(each => each.Id))
                ?? Unknown("product", query.Product, line.Products.Select(each => each.Id))
                ?? "";
        if (line is null || wrong.Length > 0) return (null, wrong);
        var ladder = line.Routing.LadderFor(query.Severity, query.Product);
        var at = query.At is { } asked ? await LadderMoment.ParseAsync(asked, line, ladder, site.Rotas, ct) : site.Clock.Now;
        return at is { } moment
            ? (new DrillOrder(line, query.Severity, query.Product, moment, query.Everyone), "")
            : (null, $"'{query.At}' is no time; {TypedTime.Right}");
    }

    private static string? Unknown(string what, string? id, IEnumerable<string> known) =>
        id is null || known.Contains(id) ? null : $"there is no {what} {id}: {string.Join(", ", known)}";
}
