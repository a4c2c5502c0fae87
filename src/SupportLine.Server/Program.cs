using System.CommandLine;
using SupportLine.Server.Commands;

// Running calls get their time to finish: the run verb bounds it itself.
return await RootVerb.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(80) });
