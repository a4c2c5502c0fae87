using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Telephony.Calls;

namespace SupportLine.Bench.Capacity;

/// <summary>The engine as the service runs it, with a caller's usual occupation as its only conversation.</summary>
internal static class ServerProcess
{
    public static Command Create()
    {
        var service = new Option<string>("--service") { DefaultValueFactory = _ => "prompt" };
        var command = new Command("serve") { service };
        command.Hidden = true;
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(service)!, ct));
        return command;
    }

    private static async Task<int> RunAsync(string service, CancellationToken ct)
    {
        var prompts = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "prompts"), "*.g722").Order(StringComparer.Ordinal);
        var prompt = new Utterance([.. prompts.Select(path => Sound.Load(Path.GetFileNameWithoutExtension(path), path))]);
        CallEngine engine = null!;
        ICallHandler handler = service == "bridge" ? new BridgingHandler(() => engine.OpenBridge()) : new PromptHandler(prompt);
        engine = new CallEngine(
            new CallEngineOptions
            {
                Listen = [new Uri("udp://127.0.0.1:0")],
                FirstMediaPort = 12000,
                LastMediaPort = 29999,
                MaxCalls = 10_000,
            },
            handler,
            TimeProvider.System,
            NullLogger.Instance);
        engine.Start();
        Console.WriteLine($"ready {engine.Listening[0].Port}");
        while (await Console.In.ReadLineAsync(ct) is not null)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} {GC.GetTotalAllocatedBytes()}"));
        }

        await engine.DisposeAsync();
        return 0;
    }
}
