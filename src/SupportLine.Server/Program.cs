using System.CommandLine;
using SupportLine.Server.Commands;

var root = new RootCommand("A telephone support line: answers, identifies, raises tickets, and rings the engineer on call.")
{
    PromptsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
