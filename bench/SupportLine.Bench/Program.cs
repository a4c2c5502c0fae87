using System.CommandLine;
using SupportLine.Bench.Callers;
using SupportLine.Bench.Capacity;
using SupportLine.Bench.Decisions;
using SupportLine.Bench.Signalling;
using SupportLine.Bench.Ways;

var root = new RootCommand("Measures the service against the machine it runs on. See bench/README.md.")
{
    CapacityCommand.Create(),
    WaysCommand.Create(),
    DecisionsCommand.Create(),
    StartCommand.Create(),
    ParserCommand.Create(),
    StackCommand.Create(),

    // The processes that runs of capacity and stack start.
    ServerProcess.Create(),
    FloorProcess.Create(),
    CallerProcess.Create(),
    StackProcess.Create(),
};
return await root.Parse(args).InvokeAsync();
