using Microsoft.Extensions.Logging.Console;

namespace SupportLine.Server.Hosting;

/// <summary>The log, on standard error: standard output is for people and for what a command prints.</summary>
internal static class LogOutput
{
    private const string Timestamp = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <param name="logging">The host's.</param>
    /// <param name="json">An object an event, with the event's id and each of its values by name, a call's id among them; else a line.</param>
    public static void ToStandardError(this ILoggingBuilder logging, bool json)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        if (json)
        {
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = Timestamp;
            });
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = Timestamp + " ";
            });
            logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
            logging.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = LineFormatter.Line);
        }

        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
