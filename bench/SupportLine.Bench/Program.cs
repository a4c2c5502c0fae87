using System.CommandLine;
using SupportLine.Bench.Callers;
using SupportLine.Bench.Capacity;
using SupportLine.Bench.Decisions;
using SupportLine.Bench.Ways;

var root = new RootCommand("Measures the service against the machine it runs on. See bench/README.md.")
{
    CapacityCommand.Create(),
    WaysCommand.Create(),
    DecisionsCommand.Create(),
    StartCommand.Create(),

    // The processes that a capacity run starts.
    ServerProcess.Create(),
    FloorProcess.Create(),
    CallerProcess.Create(),
};
return await root.Parse(args).InvokeAsync();
