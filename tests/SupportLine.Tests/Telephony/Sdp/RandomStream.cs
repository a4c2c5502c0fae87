using System.Globalization;

namespace SupportLine.Tests.Telephony.Sdp;

/// <summary>One m= line and those that belong to it, as written.</summary>
internal sealed record RandomStream(string Type, int Port, string Protocol, IReadOnlyList<string> Formats, IReadOnlyList<string> Lines)
{
    private static readonly string[] Directions = ["sendrecv", "sendonly", "recvonly", "inactive"];

    /// <summary>The streams of a description in writing, read by eye: with no reader of ours.</summary>
    public static IReadOnlyList<RandomStream> Read(string description)
    {
        var streams = new List<RandomStream>();
        foreach (var line in description.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                var parts = line[2..].Split(' ');
                streams.Add(new RandomStream(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts[3..], []));
            }
            else if (streams.Count > 0)
            {
                streams[^1] = streams[^1] with { Lines = [.. streams[^1].Lines, line] };
            }
        }

        return streams;
    }

    public static string? DirectionIn(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => Directions.Any(direction => line == "a=" + direction))?[2..];

    /// <summary>Name and clock behind a payload type, by rtpmap or by RFC 3551's table; one channel is none.</summary>
    public string EncodingOf(string format)
    {
        var map = Lines.FirstOrDefault(line => line.StartsWith($"a=rtpmap:{format} ", StringComparison.Ordinal));
        var encoding = map is not null ? map[(map.IndexOf(' ', StringComparison.Ordinal) + 1)..].ToUpperInvariant()
            : format switch { "0" => "PCMU/8000", "8" => "PCMA/8000", "9" => "G722/8000", "18" => "G729/8000", _ => "" };
        return encoding.EndsWith("/1", StringComparison.Ordinal) ? encoding[..^2] : encoding;
    }
}
