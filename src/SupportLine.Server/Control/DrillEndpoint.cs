using System.Text.Json;
using System.Threading.Channels;
using NodaTime;
using SupportLine.Ivr;
using SupportLine.Ivr.Drills;

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
            if (Order(site, query, out var wrong) is { } order)
            {
                var end = await drills.RunAsync(order, ring => told.TryWrite(new DrillLine { Ring = ring }), ct);
                told.TryWrite(new DrillLine { End = end });
            }
            else
            {
                told.TryWrite(new DrillLine { Wrong = wrong });
            }
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

    /// <summary>Null when something named is not there.</summary>
    private static DrillOrder? Order(Site site, DrillQuery query, out string wrong)
    {
        var known = string.Join(", ", site.Lines.Lines.Select(each => each.Id));
        var line = query.Line is { } id ? site.Lines.Find(id) : site.Lines.Lines.Count == 1 ? site.Lines.Lines[0] : null;
        wrong = line is null ? query.Line is null ? $"there are several lines; name one with --line: {known}" : $"there is no line {query.Line}: {known}"
            : Unknown("severity", query.Severity, line.Severities.Select(each => each.Id))
                ?? Unknown("product", query.Product, line.Products.Select(each => each.Id))
                ?? "";
        if (line is null || wrong.Length > 0) return null;
        var at = query.At is { } asked ? Instant.FromDateTimeOffset(asked) : site.Clock.Now;
        return new DrillOrder(line, query.Severity, query.Product, at, query.Everyone);
    }

    private static string? Unknown(string what, string? id, IEnumerable<string> known) =>
        id is null || known.Contains(id) ? null : $"there is no {what} {id}: {string.Join(", ", known)}";
}
