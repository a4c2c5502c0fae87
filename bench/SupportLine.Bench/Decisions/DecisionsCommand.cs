using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NodaTime;
using SupportLine.Bench.Linux;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;

namespace SupportLine.Bench.Decisions;

/// <summary><c>decisions</c>: what a route decision costs on one processor, beside reading the wall clock, which each does at least once.</summary>
internal static class DecisionsCommand
{
    private const int Inputs = 4096;

    public static Command Create()
    {
        var lines = new Option<string>("--lines") { Description = "Folder of line files.", DefaultValueFactory = _ => "lines" };
        var rounds = new Option<int>("--rounds") { Description = "Times that each of 4096 calls is decided.", DefaultValueFactory = _ => 50 };
        var command = new Command("decisions", "Processor time of a route decision, line by line.") { lines, rounds };
        command.SetAction(parsed =>
        {
            if (LineBook.Read(parsed.GetValue(lines)!).Book is not { } book)
            {
                Console.Error.WriteLine($"the line files of {parsed.GetValue(lines)} are not good: see supportline check");
                return 2;
            }

            if (OperatingSystem.IsLinux()) Libc.Pin(1);
            Console.WriteLine("line | µs a decision | B a decision | wall clock, µs | ratio");
            Console.WriteLine("-----|--------------:|-------------:|---------------:|-----:");
            foreach (var line in book.Lines) Console.WriteLine(Row(line, parsed.GetValue(rounds)));
            return 0;
        });
        return command;
    }

    private static string Row(Line line, int rounds)
    {
        var random = new Random(1);
        var inputs = Enumerable.Range(0, Inputs).Select(_ => Input(line, random)).ToArray();
        var (decision, allocated) = Measured(rounds, i => RouteRecord.Decide(line, inputs[i]).Decision.Reason == RouteReason.InHours);
        var (clock, _) = Measured(rounds, i => inputs[i].At.InZone(line.Hours.Zone).Hour == 12);
        return string.Create(CultureInfo.InvariantCulture, $"{line.Id} | {decision:0.00} | {allocated:0} | {clock:0.000} | {decision / clock:0}");
    }

    /// <summary>Microseconds and octets each, the first round thrown away.</summary>
    private static (double Time, double Allocated) Measured(int rounds, Func<int, bool> work)
    {
        var (began, before, yes) = (0L, 0L, 0);
        for (var round = 0; round <= rounds; round++)
        {
            if (round == 1) (began, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            for (var i = 0; i < Inputs; i++) yes += work(i) ? 1 : 0;
        }

        var elapsed = Stopwatch.GetElapsedTime(began).TotalMicroseconds / rounds / Inputs;
        GC.KeepAlive(yes);
        return (elapsed, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)rounds / Inputs);
    }

    private static RouteInputs Input(Line line, Random random)
    {
        var severity = random.Next(3) == 0 ? null : line.Severities[random.Next(line.Severities.Count)];
        return new RouteInputs
        {
            LineId = line.Id,
            LineHash = line.ContentHash,
            Calendar = line.Hours.Id,
            TzVersion = RouteInputs.TzVersionNow,
            At = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromSeconds(random.Next(365 * 24 * 3600)),
            Standing = (CallerStanding)random.Next(3),
            Claimed = severity?.Id,
            Confirmed = random.Next(2) == 0,
        };
    }
}
