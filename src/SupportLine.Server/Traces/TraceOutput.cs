using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SupportLine.Server.Control;

namespace SupportLine.Server.Traces;

/// <summary>Where a trace goes: the terminal, and what files were asked for.</summary>
internal sealed class TraceOutput : IDisposable
{
    /// <summary>Rows of a picture: more of them are no picture.</summary>
    private const int MostDrawn = 500;

    private readonly Ladder _ladder = new();
    private readonly List<LadderRow> _rows = [];
    private readonly LadderText? _text;
    private readonly Stream? _file;
    private readonly PcapWriter? _pcap;
    private readonly string? _svg;
    private readonly bool _json;
    private readonly TraceQuery _query;
    private DateTimeOffset _first;
    private long _count;

    /// <param name="pcap">Capture file, <c>-</c> for standard output, or null.</param>
    /// <param name="svg">Picture, or null.</param>
    /// <param name="json">Whether standard output gets an object a message.</param>
    /// <param name="query">What was asked for.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public TraceOutput(string? pcap, string? svg, bool json, TraceQuery query)
    {
        _svg = svg;
        _query = query;
        _json = json && pcap != "-";
        _text = json || pcap == "-" ? null : new LadderText(Console.WriteLine);
        if (pcap is null) return;
        _file = pcap == "-" ? Console.OpenStandardOutput() : File.Create(pcap);
        _pcap = new PcapWriter(_file);
        _pcap.Begin();
    }

    public void Add(TraceLine line)
    {
        if (_count++ == 0) _first = line.At;
        _pcap?.Add(line);
        if (_json) Console.WriteLine(Readable(line));
        var row = _ladder.Add(line);
        if (!_query.Last) _text?.Add(row);
        if (_query.Last || (_svg is not null && _rows.Count < MostDrawn)) _rows.Add(row);
    }

    /// <summary>Writes what had to wait for the end; false when there was nothing.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public bool Finish()
    {
        if (_query.Last && _text is not null)
        {
            _text.Expect(_rows.Select(row => row.Peer));
            _rows.ForEach(_text.Add);
        }

        if (_svg is null || _count == 0) return _count > 0;
        if (_count > MostDrawn) throw new IOException($"{_count} messages are no picture: name a call, a number or a peer; {_svg} is not written");
        File.WriteAllText(_svg, LadderDrawing.Of($"{_query.Title}, {_first.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC", _rows));
        return true;
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>As it came, with the message's text in place of its octets.</summary>
    private static string Readable(TraceLine line)
    {
        var node = JsonSerializer.SerializeToNode(line, ControlJson.Options)!.AsObject();
        node.Remove("octets");
        node.Add("message", JsonValue.Create(Encoding.UTF8.GetString(line.Octets)));
        return node.ToJsonString(ControlJson.Options);
    }
}
