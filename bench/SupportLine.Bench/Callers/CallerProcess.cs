using System.CommandLine;

namespace SupportLine.Bench.Callers;

/// <summary>All the callers, and the meter that listens to them: a process of its own, on another processor.</summary>
internal static class CallerProcess
{
    public static Command Create()
    {
        var server = new Option<int>("--server") { Description = "Port of the SIP server; 0 where streams come unasked." };
        var calls = new Option<int>("--calls") { Required = true };
        var talk = new Option<bool>("--talk");
        var paced = new Option<bool>("--paced") { Description = "They talk by a clock of their own, and not a packet for each they hear." };
        var keys = new Option<double>("--keys") { Description = "Seconds between the keys that each presses; 0 presses none." };
        var command = new Command("callers") { server, calls, talk, paced, keys };
        command.Hidden = true;
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(server), parsed.GetValue(calls), new Talk(parsed.GetValue(talk), parsed.GetValue(paced), parsed.GetValue(keys)), ct));
        return command;
    }

    private static async Task<int> RunAsync(int server, int calls, Talk talk, CancellationToken ct)
    {
        using var meter = new Meter(calls, talk);
        meter.Start();
        using var phones = new Phones(server, meter.Port);
        Console.WriteLine($"port {meter.Port}");
        var established = server == 0 ? calls : await phones.CallAsync(calls, ct);
        Console.WriteLine($"established {established}");
        while (await Console.In.ReadLineAsync(ct) is { } line)
        {
            if (line == "measure")
            {
                meter.Begin();
            }
            else
            {
                Console.WriteLine((await meter.EndAsync()).ToLine());
            }
        }

        phones.HangUp();
        return 0;
    }
}
