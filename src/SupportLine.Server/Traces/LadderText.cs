using System.Globalization;
using SupportLine.Server.Terminals;

namespace SupportLine.Server.Traces;

/// <summary>
/// A ladder for a terminal: who phoned left of us, whom we phoned right of us. Columns come as they are needed; where there
/// are too many, the one that was silent longest makes way.
/// </summary>
/// <param name="write">Takes each line.</param>
internal sealed class LadderText(Action<string> write)
{
    private const int MostPeers = 4;
    private const int Gap = 28;
    private const int Margin = 12;
    private const string Us = "supportline";

    private readonly List<Participant> _left = [];
    private readonly List<Participant> _right = [];
    private readonly Dictionary<Participant, int> _heard = [];
    private int _rows;
    private bool _isHeadDue = true;

    /// <summary>Gives those who are known to come their columns at once, where there is room for all.</summary>
    public void Expect(IEnumerable<Participant> peers)
    {
        var all = peers.Distinct().ToList();
        if (all.Count <= MostPeers) all.ForEach(MakeRoom);
    }

    public void Add(LadderRow row)
    {
        MakeRoom(row.Peer);
        _heard[row.Peer] = _rows++;
        if (_isHeadDue) Head();
        var (peer, us) = (ColumnOf(row.Peer), Column(_left.Count));
        var line = Bars();
        var (from, to) = (Math.Min(peer, us), Math.Max(peer, us));
        for (var i = from + 1; i < to; i++) line[i] = '-';
        if (row.IsSent == peer > us) line[to - 1] = '>';
        else line[from + 1] = '<';
        Put(line, (from + to) / 2, $" {row.Label} ");
        var time = row.Since.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(Margin - 3);
        Put(line, time.Length / 2, time);
        Write($"{new string(line)}  {row.Note}");
    }

    private void MakeRoom(Participant peer)
    {
        if (_left.Contains(peer) || _right.Contains(peer)) return;
        if (_left.Count + _right.Count == MostPeers)
        {
            var silent = _heard.MinBy(pair => pair.Value).Key;
            _heard.Remove(silent);
            _left.Remove(silent);
            _right.Remove(silent);
        }

        (peer.Calls ? _left : _right).Add(peer);
        _heard[peer] = _rows;
        _isHeadDue = true;
    }

    private void Head()
    {
        if (_rows > 1) Write("");
        _isHeadDue = false;
        Line(peer => peer.Number, Us);
        Line(peer => peer.Address, "");
    }

    private void Line(Func<Participant, string> text, string us)
    {
        var line = new string(' ', Column(_left.Count + _right.Count) + (Gap / 2)).ToCharArray();
        foreach (var peer in _left.Concat(_right)) Put(line, ColumnOf(peer), text(peer));
        Put(line, Column(_left.Count), us);
        Write(new string(line));
    }

    /// <summary>Notes and numbers are what peers sent.</summary>
    private void Write(string line) => write(TerminalText.Line(line.TrimEnd()));

    private char[] Bars()
    {
        var line = new string(' ', Column(_left.Count + _right.Count) + 1).ToCharArray();
        for (var i = 0; i <= _left.Count + _right.Count; i++) line[Column(i)] = '|';
        return line;
    }

    private int ColumnOf(Participant peer) => Column(peer.Calls ? _left.IndexOf(peer) : _left.Count + 1 + _right.IndexOf(peer));

    private static int Column(int index) => Margin + (Gap / 2) - 4 + (index * Gap);

    /// <summary>Writes a text around a place, cut to what a column has room for.</summary>
    private static void Put(char[] line, int middle, string text)
    {
        var shown = text.Length > Gap - 2 ? text[..(Gap - 3)] + "." : text;
        var start = Math.Max(0, middle - (shown.Length / 2));
        for (var i = 0; i < shown.Length && start + i < line.Length; i++) line[start + i] = shown[i];
    }
}
