using System.CommandLine;
using System.Globalization;
using SupportLine.Ivr.Drills;
using SupportLine.Server.Control;

namespace SupportLine.Server.Commands;

/// <summary>An exercise: those on call are rung by the service that runs, told so, and asked for a key.</summary>
internal static partial class OnCallCommand
{
    private static readonly Option<string?> DrillsLine = new("--line") { Description = "Whose engineers; may be left out where there is one line." };
    private static readonly Option<string?> DrillsSeverity = new("--severity") { Description = "The severity whose ladder is gone through; that of any when left out." };
    private static readonly Option<string?> DrillsProduct = new("--product") { Description = "The product whose ladder is gone through, likewise." };
    private static readonly Option<string?> DrillsAt = new("--at") { Description = "Ring, now, whoever is on call at that moment, in the rota's zone or with an offset: 2026-03-14T22:00." };
    private static readonly Option<bool> DrillsEveryone = new("--everyone") { Description = "Everybody in the ladder; else until somebody accepts." };

    private static Command Drill()
    {
        var command = new Command(
            "drill",
            "Rings those on call as an exercise, through the running service: each hears that it is one and is asked for key 1. Exit code 0 when somebody accepted, with --everyone when everybody did; else 1; 4 when an emergency, which comes first, or another drill is in the way.")
        {
            DrillsLine, DrillsSeverity, DrillsProduct, DrillsAt, DrillsEveryone,
        };
        command.SetAction(async (parsed, ct) => parsed.GetValue(DrillsAt) is { } at && TypedTime.Wrong(at) is { } wrong
            ? StoreVerb.Refuse(wrong, ExitCode.Wrong)
            : await ServiceVerb.RunAsync(parsed, client => DrillAsync(parsed, client, ct)));
        return command;
    }

    private static async Task<int> DrillAsync(ParseResult parsed, ControlClient client, CancellationToken ct)
    {
        var query = new DrillQuery
        {
            Line = parsed.GetValue(DrillsLine),
            Severity = parsed.GetValue(DrillsSeverity),
            Product = parsed.GetValue(DrillsProduct),
            At = parsed.GetValue(DrillsAt),
            Everyone = parsed.GetValue(DrillsEveryone),
        };
        try
        {
            var rings = new List<DrillRing>();
            DrillLine? last = null;
            await foreach (var line in client.LinesAsync<DrillLine>(query.ToString(), ct, HttpMethod.Post))
            {
                last = line;
                if (line.Ring is not { } ring) continue;
                rings.Add(ring);
                await Console.Error.WriteLineAsync($"{ring.Engineer} {ring.Target}: {ring.Outcome}");
            }

            return Report(parsed, rings, last);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return StoreVerb.Refuse("the drill was broken off", ExitCode.Failed);
        }
    }

    private static int Report(ParseResult parsed, List<DrillRing> rings, DrillLine? last)
    {
        if (last?.Wrong is { } wrong) return StoreVerb.Refuse(wrong, ExitCode.NotFound);
        if (parsed.GetValue(Output.Json)) Output.Document(new DrillReport(last?.End, rings));
        else if (rings.Count > 0) Output.Rows(parsed, [.. rings.Select(DrillView.Of)]);
        return last?.End switch
        {
            DrillEnd.Accepted => ExitCode.Done,
            DrillEnd.NotAccepted => StoreVerb.Refuse(parsed.GetValue(DrillsEveryone) ? "not everybody accepted" : "nobody accepted", ExitCode.Failed),
            DrillEnd.NobodyOnCall => StoreVerb.Refuse("nobody is on call then", ExitCode.Failed),
            DrillEnd.Emergency => StoreVerb.Refuse("there is an emergency, which comes first: no drill now", ExitCode.Conflict),
            DrillEnd.AnotherDrill => StoreVerb.Refuse("another drill is going on", ExitCode.Conflict),
            _ => StoreVerb.Refuse("the service has stopped before the drill was over", ExitCode.Failed),
        };
    }

    /// <summary>What a program reads of it.</summary>
    private sealed record DrillReport(DrillEnd? End, IReadOnlyList<DrillRing> Rings);

    /// <summary>A number as it is shown; times in seconds from the ring's beginning.</summary>
    private sealed record DrillView(string Engineer, string Target, string Outcome, string Answered, string Key1)
    {
        public static DrillView Of(DrillRing ring) => new(ring.Engineer, ring.Target, ring.Outcome, Seconds(ring.Answered), Seconds(ring.Keyed));

        private static string Seconds(double? seconds) => seconds?.ToString("0.0 s", CultureInfo.InvariantCulture) ?? "";
    }
}
