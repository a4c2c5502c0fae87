using System.CommandLine;
using System.Runtime.InteropServices;

namespace SupportLine.Bench.Capacity;

/// <summary><c>capacity</c>: how much of a processor a call takes, against what its packets alone would.</summary>
internal static class CapacityCommand
{
    public static Command Create()
    {
        var calls = new Option<string>("--calls") { Description = "How many calls, one run each.", DefaultValueFactory = _ => "50,200,400" };
        var seconds = new Option<int>("--seconds") { Description = "Length of each window.", DefaultValueFactory = _ => 20 };
        var settle = new Option<int>("--settle") { Description = "Seconds before each window, for what runs to be compiled as it stays.", DefaultValueFactory = _ => 4 };
        var mode = new Option<CapacityMode>("--mode")
        {
            Description = "both: callers talk and press a key every 7 s. prompt: they only listen. bridge: they talk two and two.",
            DefaultValueFactory = _ => CapacityMode.Both,
        };
        var serverCore = new Option<int>("--server-core") { Description = "Processor of the server and of the floor.", DefaultValueFactory = _ => 0 };
        var callerCore = new Option<int>("--caller-core") { Description = "Processor of the callers.", DefaultValueFactory = _ => 1 };
        var plot = new Option<FileInfo?>("--plot") { Description = "SVG file to draw the rows into." };
        var command = new Command("capacity", "Calls on one processor: time, pace, loss and memory, beside a floor of the same packets.")
        {
            calls, seconds, settle, mode, serverCore, callerCore, plot,
        };
        command.SetAction(async (parsed, ct) =>
        {
            if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            {
                await Console.Error.WriteLineAsync("capacity is measured on 64-bit x86 Linux only");
                return 2;
            }

            var run = new CapacityRun(parsed.GetValue(mode), parsed.GetValue(seconds), parsed.GetValue(settle), parsed.GetValue(serverCore), parsed.GetValue(callerCore));
            CapacityTable.WriteHead(run.Mode);
            var rows = new List<CapacityResult>();
            foreach (var count in parsed.GetValue(calls)!.Split(',').Select(int.Parse))
            {
                rows.Add(await run.MeasureAsync(count, ct));
                CapacityTable.Write(rows[^1]);
            }

            if (parsed.GetValue(plot) is { } file)
            {
                await File.WriteAllTextAsync(file.FullName, new CapacityPlot(run.Mode, rows).Draw(), ct);
            }

            return 0;
        });
        return command;
    }
}
