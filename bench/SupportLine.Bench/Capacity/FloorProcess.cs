using System.CommandLine;

namespace SupportLine.Bench.Capacity;

/// <summary>Takes the server's place: the same packets at the same pace, and no telephone.</summary>
internal static class FloorProcess
{
    public static Command Create()
    {
        var streams = new Option<int>("--streams") { Required = true };
        var port = new Option<int>("--port") { Required = true };
        var command = new Command("floor") { streams, port };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            using var floor = new Floor(parsed.GetValue(streams), parsed.GetValue(port));
            floor.Start();
            Console.WriteLine("ready");

            // Whoever started it closes its input when it may go.
            Console.In.ReadToEnd();
            return 0;
        });
        return command;
    }
}
