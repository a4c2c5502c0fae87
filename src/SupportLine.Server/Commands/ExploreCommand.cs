using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Ivr.Exploration;
using SupportLine.Server.Hosting;

namespace SupportLine.Server.Commands;

/// <summary>
/// <c>explore</c>: every class of answer at every question of each line, in each situation. Exit 0 when every call ends with
/// a person, a ticket, a call-back or by the caller's own will, 1 when one does not.
/// </summary>
internal static class ExploreCommand
{
    /// <summary>Calls in one situation after which it is given up.</summary>
    public const int MostPaths = 2_000_000;

    public static Command Create()
    {
        var most = new Option<int>("--most") { Description = "Calls to play in each situation at most.", DefaultValueFactory = _ => MostPaths };
        var id = new Option<string?>("--line") { Description = "Explore only this line." };
        var command = new Command("explore", "Tries every answer at every question of each line, and fails on a dead end.") { most, id };
        command.SetAction(parsed =>
        {
            if (SettingsOption.Read(parsed) is not { } settings) return ExitCode.Wrong;
            try
            {
                var materials = Materials.Load(settings, NullLoggerFactory.Instance);
                var lines = materials.Lines.Lines.Where(line => parsed.GetValue(id) is not { } only || line.Id == only).ToList();
                if (lines.Count == 0) return StoreVerb.Refuse($"there is no line {parsed.GetValue(id)}", ExitCode.NotFound);
                return Report(parsed, [.. lines.Select(line => LineExploration.Of(line, materials.Prompts, parsed.GetValue(most), Console.Error.WriteLine))]);
            }
            catch (StartException e)
            {
                Console.Error.WriteLine(e.Message);
                return ExitCode.Wrong;
            }
        });
        return command;
    }

    private static int Report(ParseResult parsed, IReadOnlyList<ExplorationReport> reports)
    {
        Output.Rows<ExploredView>(parsed, [.. reports.SelectMany(report => report.Situations.Select(situation => new ExploredView(report.LineId, situation)))]);
        var faults = reports.SelectMany(report => report.Faults.Select(fault => (report.LineId, Fault: fault))).ToList();
        foreach (var (line, fault) in faults)
        {
            Console.Error.WriteLine($"{line}, {fault.Situation}: {fault.What}");
            Console.Error.WriteLine($"  by the call: {fault.Call}");
        }

        if (!parsed.GetValue(Output.Json))
        {
            foreach (var report in reports)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.LineId}: {report.Paths} paths in {report.Situations.Count} situations{(report.IsComplete ? "" : ", not all there are")}, {report.Faults.Count()} faults"));
            }
        }

        return faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
