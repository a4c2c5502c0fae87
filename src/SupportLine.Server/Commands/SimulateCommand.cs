using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Simulation;
using SupportLine.Server.Hosting;

namespace SupportLine.Server.Commands;

/// <summary>
/// <c>simulate</c>: a year of calls of each line through the production decisions, on a virtual clock. Exit 1 when a promise
/// was broken; each is told with the call that broke it.
/// </summary>
internal static class SimulateCommand
{
    private const int Calls = 100_000;

    public static Command Create()
    {
        var year = new Option<int>("--year") { Description = "The year.", DefaultValueFactory = _ => TimeProvider.System.GetUtcNow().Year };
        var calls = new Option<int>("--calls") { Description = "Calls of each line.", DefaultValueFactory = _ => Calls };
        var seed = new Option<int>("--seed") { Description = "What the year is made up from; the same gives the same.", DefaultValueFactory = _ => 1 };
        var id = new Option<string?>("--line") { Description = "Simulate only this line." };
        var svg = new Option<FileInfo?>("--svg") { Description = "Draw the years into this file." };
        year.Validators.Add(result => Between(result, year, 1970, 2100));
        calls.Validators.Add(result => Between(result, calls, 1, 10_000_000));
        var command = new Command("simulate", "Runs a year of calls of each line through the decisions, and names every broken promise.") { year, calls, seed, id, svg };
        command.SetAction(parsed =>
        {
            if (SettingsOption.Read(parsed) is not { } settings) return ExitCode.Wrong;
            var read = LineBook.Read(settings.Lines);
            if (read.Book is not { } book)
            {
                foreach (var mistake in read.Mistakes) Console.Error.WriteLine(mistake);
                return ExitCode.Wrong;
            }

            var lines = book.Lines.Where(line => parsed.GetValue(id) is not { } only || line.Id == only).ToList();
            if (lines.Count == 0) return StoreVerb.Refuse($"there is no line {parsed.GetValue(id)}", ExitCode.NotFound);
            var began = Stopwatch.GetTimestamp();
            var results = lines.ConvertAll(line => SimulatedYear.Run(line, parsed.GetValue(year), parsed.GetValue(calls), parsed.GetValue(seed)));
            if (parsed.GetValue(svg) is { } file) File.WriteAllText(file.FullName, SimulationDrawing.Of(results));
            return Report(parsed, results, Stopwatch.GetElapsedTime(began));
        });
        return command;
    }

    private static void Between(System.CommandLine.Parsing.OptionResult result, Option<int> option, int least, int most)
    {
        if (result.GetValue(option) is var value && (value < least || value > most)) result.AddError($"{option.Name} is {value}; write a number from {least} to {most}");
    }

    private static int Report(ParseResult parsed, IReadOnlyList<SimulationResult> results, TimeSpan elapsed)
    {
        Output.Rows<SimulationView>(parsed, [.. results.Select(result => new SimulationView(result))]);
        foreach (var result in results)
        {
            foreach (var promise in result.Broken)
            {
                Console.Error.WriteLine(promise.Call is { } call
                    ? string.Create(CultureInfo.InvariantCulture, $"{result.LineId}, call {call} of seed {result.Seed} at {promise.At}: {promise.What}\n  {promise.Decision}")
                    : $"{result.LineId}: {promise.What}");
            }

            if (!parsed.GetValue(Output.Json) && result.RotaGaps.Count > 0)
            {
                var (call, at) = result.RotaGaps[0];
                Console.WriteLine($"{result.LineId}: {result.Outcomes[SimulatedOutcome.NobodyOnCall]} calls met a hole in the rota, the first of them call {call} at {at}; their callers are promised a call-back");
            }
        }

        if (!parsed.GetValue(Output.Json)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Sum(result => result.Calls)} calls in {elapsed.TotalSeconds:0.0} s, {results.Sum(result => result.BrokenCount)} broken promises"));
        return results.Any(result => result.BrokenCount > 0) ? ExitCode.Failed : ExitCode.Done;
    }
}
