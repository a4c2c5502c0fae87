using System.Diagnostics;
using System.Globalization;
using SupportLine.Bench.Callers;

namespace SupportLine.Bench.Capacity;

/// <summary>Runs of both, the floor and then the server, with the same callers for the same time.</summary>
internal sealed class CapacityRun(CapacityMode mode, int seconds, int settle, int serverCore, int callerCore)
{
    /// <summary>For the calls before the measured ones, to run and to be gone.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    /// <summary>Calls before the measured ones.</summary>
    private const int Warming = 20;

    private static readonly string[] Talking = ["--talk"];
    private static readonly string[] TalkingToEachOther = ["--talk", "--paced"];
    private static readonly string[] TalkingAndPressing = ["--talk", "--keys", "7"];

    public CapacityMode Mode { get; } = mode;

    private string[] HowTheyTalk => Mode switch
    {
        CapacityMode.Both => TalkingAndPressing,
        CapacityMode.Bridge => TalkingToEachOther,
        _ => [],
    };

    /// <exception cref="IOException">A part ended, or not all calls were answered.</exception>
    public async Task<CapacityResult> MeasureAsync(int calls, CancellationToken ct)
    {
        var (floorCpu, floorHeard) = await FloorAsync(calls, ct);
        using var server = new Child(serverCore, "serve", "--service", Mode == CapacityMode.Bridge ? "bridge" : "prompt");
        var port = await SayAsync(server, ct);
        await WarmAsync(port, ct);
        var idle = server.MemoryKiB;
        using var callers = Callers(calls, port, HowTheyTalk);
        await callers.HearAsync(ct);
        var established = int.Parse(await SayAsync(callers, ct), CultureInfo.InvariantCulture);
        if (established < calls)
        {
            throw new IOException($"only {established} of {calls} calls were answered");
        }

        var before = await CountsAsync(server, ct);
        var window = await WindowAsync(server, callers, ct);
        var after = await CountsAsync(server, ct);
        return new CapacityResult(
            calls,
            window.Cpu,
            floorCpu,
            window.Heard,
            floorHeard,
            (server.MemoryKiB - idle) / (double)calls,
            (int)(after[2] - before[2]),
            (after[3] - before[3]) / (double)calls / seconds,
            window.MeterBusy);
    }

    /// <summary>A service has had calls before those that are measured: what it needs once is no part of a call.</summary>
    private async Task WarmAsync(string port, CancellationToken ct)
    {
        using (var callers = Callers(Warming, port, HowTheyTalk))
        {
            await callers.HearAsync(ct);
            await callers.HearAsync(ct);
            await Task.Delay(Settling, ct);
        }

        await Task.Delay(Settling, ct);
    }

    private async Task<(double Cpu, Reading Heard)> FloorAsync(int calls, CancellationToken ct)
    {
        using var callers = Callers(calls, "0", Mode == CapacityMode.Prompt ? [] : Talking);
        var port = await SayAsync(callers, ct);
        await callers.HearAsync(ct);
        using var floor = new Child(serverCore, "floor", "--streams", calls.ToString(CultureInfo.InvariantCulture), "--port", port);
        await floor.HearAsync(ct);
        var window = await WindowAsync(floor, callers, ct);
        return (window.Cpu, window.Heard);
    }

    /// <summary>Processor seconds for a call and minute, and what was heard meanwhile.</summary>
    private async Task<(double Cpu, Reading Heard, double MeterBusy)> WindowAsync(Child measured, Child callers, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromSeconds(settle), ct);
        var (cpu, meterCpu, began) = (measured.Cpu, callers.Cpu, Stopwatch.GetTimestamp());
        await callers.TellAsync("measure", ct);
        await Task.Delay(TimeSpan.FromSeconds(seconds), ct);
        await callers.TellAsync("tell", ct);
        var heard = Reading.Parse(await callers.HearAsync(ct));
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var perCallMinute = (measured.Cpu - cpu) / elapsed * 60 / Math.Max(1, heard.Streams);
        return (perCallMinute, heard, 100 * (callers.Cpu - meterCpu) / elapsed);
    }

    private Child Callers(int calls, string port, string[] habits) =>
        new(callerCore, ["callers", "--server", port, "--calls", calls.ToString(CultureInfo.InvariantCulture), .. habits]);

    private static async Task<string> SayAsync(Child child, CancellationToken ct) => (await child.HearAsync(ct)).Split(' ')[1];

    private static async Task<long[]> CountsAsync(Child server, CancellationToken ct)
    {
        await server.TellAsync("counts", ct);
        return [.. (await server.HearAsync(ct)).Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
    }
}
