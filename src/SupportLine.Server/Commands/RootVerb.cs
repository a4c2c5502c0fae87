using System.CommandLine;

namespace SupportLine.Server.Commands;

/// <summary>Every verb there is.</summary>
internal static class RootVerb
{
    public static RootCommand Create()
    {
        var root = new RootCommand("A telephone support line: answers, identifies, raises tickets, and rings the engineer on call.")
        {
            DemoCommand.Create(),
            RunCommand.Create(),
            CheckCommand.Create(),
            ExploreCommand.Create(),
            SimulateCommand.Create(),
            ImportCommand.Create(),
            TicketsCommand.Create(),
            CallsCommand.Create(),
            OnCallCommand.Create(),
            AgentsCommand.Create(),
            CreditsCommand.Create(),
            BookCommand.Create(),
            ReplayCommand.Create(),
            AnnounceCommand.Create(),
            ContactsCommand.Create(),
            OutboxCommand.Create(),
            BansCommand.Create(),
            PhonesCommand.Create(),
            TraceCommand.Create(),
            LiveCommand.Create(),
            PromptsCommand.Create(),
        };
        root.Options.Add(SettingsOption.Set);
        root.Options.Add(Output.Json);
        return root;
    }
}
