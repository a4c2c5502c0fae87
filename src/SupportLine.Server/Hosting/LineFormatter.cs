using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using SupportLine.Server.Terminals;

namespace SupportLine.Server.Hosting;

/// <summary>The console's own line for an event, nothing in which is more than text: what strangers sent stands in it.</summary>
/// <param name="services">Hold the console's own, which is made beside this one.</param>
internal sealed class LineFormatter(IServiceProvider services) : ConsoleFormatter(Line)
{
    /// <summary>Its name among the formatters.</summary>
    public const string Line = "line";

    private readonly Lazy<ConsoleFormatter> _simple = new(() => services.GetServices<ConsoleFormatter>().First(other => other.Name == ConsoleFormatterNames.Simple));

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var told = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var text = TerminalText.OneLine(logEntry.Exception is { } exception ? $"{told} {exception}" : told);
        var clean = new LogEntry<string>(logEntry.LogLevel, logEntry.Category, logEntry.EventId, text, null, static (line, _) => line);
        _simple.Value.Write(clean, scopeProvider, textWriter);
    }
}
