using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace SupportLine.Bench.Decisions;

/// <summary><c>start</c>: from the command to calls being answered, beside a program of the same runtime that only says its version.</summary>
internal static class StartCommand
{
    private const string Built = "src/SupportLine.Server/bin/Release/net10.0/supportline.dll";

    public static Command Create()
    {
        var server = new Option<FileInfo>("--server") { Description = "The built program.", DefaultValueFactory = _ => new FileInfo(Built) };
        var runs = new Option<int>("--runs") { Description = "How often, after one that warms the disk's cache.", DefaultValueFactory = _ => 9 };
        var command = new Command("start", "Time from the start of the service to its first call, with every line of its folder.") { server, runs };
        command.SetAction(async (parsed, ct) =>
        {
            var program = parsed.GetValue(server)!.FullName;
            if (!File.Exists(program))
            {
                Console.Error.WriteLine($"there is no {program}; build it: dotnet build -c Release src/SupportLine.Server");
                return 2;
            }

            var (starts, floors) = (new List<double>(), new List<double>());
            for (var run = 0; run <= parsed.GetValue(runs); run++)
            {
                starts.Add(await StartedAsync(program, ct));
                floors.Add(await FloorAsync(program, ct));
            }

            var (start, floor) = (Median(starts), Median(floors));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"start-up {start:0.00} s (fastest {starts.Skip(1).Min():0.00}, slowest {starts.Skip(1).Max():0.00}), the runtime alone {floor:0.00} s, ratio {start / floor:0.0}"));
            return 0;
        });
        return command;
    }

    private static async Task<double> StartedAsync(string program, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("start");
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "run", "--set", "Sip:Listen:0=udp://127.0.0.1:0", "--set", $"Storage:Connection={folder.FullName}/supportline.db", "--set", $"Recordings={folder.FullName}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        })!;
        var answers = await process.StandardOutput.ReadLineAsync(ct);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        process.Kill();
        await process.WaitForExitAsync(ct);
        folder.Delete(recursive: true);
        return answers is null ? throw new InvalidOperationException("the service did not start") : elapsed;
    }

    private static async Task<double> FloorAsync(string program, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--version"]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Of all but the first.</summary>
    private static double Median(List<double> times) => times.Skip(1).Order().ElementAt((times.Count - 1) / 2);
}
