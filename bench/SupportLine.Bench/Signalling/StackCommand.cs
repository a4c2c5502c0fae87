using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using SupportLine.Bench.Capacity;
using SupportLine.Bench.Linux;

namespace SupportLine.Bench.Signalling;

/// <summary><c>stack</c>: what a call's set-up and end cost in signalling, beside an echo of the same datagrams.</summary>
internal static class StackCommand
{
    private static readonly string[] Modes = ["echo", "stack", "engine"];

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "Length of each run; 40 and more fills the tables of the 32 s timers.", DefaultValueFactory = _ => 40 };
        var modes = new Option<string>("--modes") { Description = "What is phoned: echo, the stack alone, the engine with a call's media.", DefaultValueFactory = _ => string.Join(',', Modes) };
        var serverCore = new Option<int>("--server-core") { Description = "Processor of what is phoned.", DefaultValueFactory = _ => 0 };
        var callerCore = new Option<int>("--caller-core") { Description = "Processor of the caller.", DefaultValueFactory = _ => 1 };
        var command = new Command("stack", "INVITE, 100, 180, 200, ACK, BYE, 200 on one processor, as fast as they are answered.") { seconds, modes, serverCore, callerCore };
        command.SetAction(async (parsed, ct) =>
        {
            if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            {
                await Console.Error.WriteLineAsync("stack is measured on 64-bit x86 Linux only");
                return 2;
            }

            Libc.Pin(1UL << parsed.GetValue(callerCore));
            Console.WriteLine("what is phoned | calls/s | µs of its processor a call | calls/s of a whole processor | ratio to the echo");
            Console.WriteLine("---------------|--------:|---------------------------:|-----------------------------:|------------------:");
            var floor = double.NaN;
            foreach (var mode in parsed.GetValue(modes)!.Split(','))
            {
                var (rate, each) = await MeasureAsync(mode, parsed.GetValue(seconds), parsed.GetValue(serverCore), ct);
                floor = mode == "echo" ? each : floor;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mode} | {rate:0} | {each:0.0} | {1e6 / each:0} | {each / floor:0.0}"));
            }

            return 0;
        });
        return command;
    }

    private static async Task<(double Rate, double MicrosecondsEach)> MeasureAsync(string mode, int seconds, int core, CancellationToken ct)
    {
        using var answering = new Child(core, "answer", "--mode", mode);
        var port = int.Parse((await answering.HearAsync(ct)).Split(' ')[1], CultureInfo.InvariantCulture);
        using var caller = new StackCaller(port);
        caller.Run(TimeSpan.FromSeconds(4));
        var before = answering.Cpu;
        var calls = caller.Run(TimeSpan.FromSeconds(seconds));
        return (calls / (double)seconds, (answering.Cpu - before) * 1e6 / calls);
    }
}
