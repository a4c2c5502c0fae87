using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using SupportLine.Server.Terminals;

namespace SupportLine.Server.Commands;

/// <summary>How verbs print: a table for people, JSON for programs.</summary>
internal static class Output
{
    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON for programs.", Recursive = true };

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Prints rows; each row is an object whose properties are the columns.</summary>
    public static int Rows<T>(ParseResult parsed, IReadOnlyList<T> rows)
    {
        if (parsed.GetValue(Json))
        {
            return Document(rows);
        }

        var columns = typeof(T).GetProperties();
        string[][] cells = [[.. columns.Select(column => column.Name.ToLowerInvariant())], .. rows.Select(row => columns.Select(column => TerminalText.OneLine($"{column.GetValue(row)}")).ToArray())];
        var widths = columns.Select((_, i) => cells.Max(line => line[i].Length)).ToArray();
        foreach (var line in cells)
        {
            Console.WriteLine(string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }

        return ExitCode.Done;
    }

    /// <summary>Prints one JSON document.</summary>
    public static int Document<T>(T value)
    {
        Console.WriteLine(JsonSerializer.Serialize(value, Options));
        return ExitCode.Done;
    }

    /// <summary>An instant in a zone, to the minute, with its offset.</summary>
    public static string Time(Instant? at, DateTimeZone zone) =>
        at is { } instant ? ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm o<m>", null).Format(instant.InZone(zone)) : "";
}
