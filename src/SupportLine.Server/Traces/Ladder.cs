using SupportLine.Server.Control;

namespace SupportLine.Server.Traces;

/// <summary>Makes a ladder's rows of messages, one by one as they come.</summary>
internal sealed class Ladder
{
    /// <summary>Dialogs remembered: a ladder that is followed for months stays as small.</summary>
    private const int MostDialogs = 4096;

    private const int LongestLabel = 22;

    private readonly Dictionary<string, (Participant Peer, int Number)> _dialogs = [];
    private readonly Queue<string> _oldest = [];
    private readonly Repeats _repeats = new();
    private readonly Offers _offers = new();
    private DateTimeOffset? _first;
    private int _count;

    public LadderRow Add(TraceLine line)
    {
        _first ??= line.At;
        var (peer, number) = DialogOf(line);
        var (label, phrase) = Label(line);
        string?[] notes =
        [
            line.Missed > 0 ? $"{line.Missed} before it were lost" : null,
            _repeats.IsRepeat(line) ? "again" : null,
            phrase,
            line.IsInitial && line.Method == "INVITE" && !line.IsSent ? $"to {line.To}" : null,
            _offers.Words(line),
            line.Reason,
            line.Transport == "UDP" ? null : line.Transport,
        ];
        return new LadderRow(line.At - _first.Value, peer, number, line.IsSent, label, line.Status >= 400, string.Join(", ", notes.OfType<string>()));
    }

    private (Participant Peer, int Number) DialogOf(TraceLine line)
    {
        var id = line.SipCallId.Length > 0 ? line.SipCallId : line.Remote;
        if (_dialogs.TryGetValue(id, out var known)) return known;
        _oldest.Enqueue(id);
        if (_oldest.Count > MostDialogs) _dialogs.Remove(_oldest.Dequeue());
        return _dialogs[id] = (PeerOf(line), _count++);
    }

    /// <summary>By the leg, else by who asked whom in the first message there is.</summary>
    private static Participant PeerOf(TraceLine line)
    {
        var calls = line.IsInbound ?? (line.Status == 0 ? !line.IsSent : line.IsSent);
        var number = line.Party ?? (calls == (line.Status == 0 ? !line.IsSent : line.IsSent) ? calls ? line.From : line.To : "");
        return new Participant(number.Length > 0 ? number : "withheld", line.Trunk is { } trunk ? $"{trunk} {line.Remote}" : line.Remote, calls);
    }

    /// <summary>What stands on the arrow, and the phrase where there is no room for it.</summary>
    private static (string Label, string? Phrase) Label(TraceLine line)
    {
        if (line.Status == 0) return ($"{line.Method} {line.CSeq}", null);
        var phrase = line.Start.Split(' ', 3) is { Length: 3 } parts ? parts[2] : "";
        var whole = $"{line.Status} {phrase} ({line.Method} {line.CSeq})";
        return whole.Length <= LongestLabel ? (whole, null) : ($"{line.Status} ({line.Method} {line.CSeq})", phrase);
    }
}
