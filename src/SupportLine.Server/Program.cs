using System.CommandLine;
using SupportLine.Server.Commands;

var root = new RootCommand("A telephone support line: answers, identifies, raises tickets, and rings the engineer on call.")
{
    DemoCommand.Create(),
    RunCommand.Create(),
    CheckCommand.Create(),
    ImportCommand.Create(),
    TicketsCommand.Create(),
    CallsCommand.Create(),
    OnCallCommand.Create(),
    AnnounceCommand.Create(),
    ContactsCommand.Create(),
    PromptsCommand.Create(),
};
root.Options.Add(SettingsOption.Set);
root.Options.Add(Output.Json);

// Running calls get their time to finish: the run verb bounds it itself.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(80) });
