using SupportLine.Telephony.Sip.Tracing;

namespace SupportLine.Server.Control;

/// <summary>
/// Picks the messages of a trace. One that fits brings in its dialog and all legs of its call from then on: whoever asks for
/// a caller sees the engineer who was rung for that caller too.
/// </summary>
internal sealed class TraceFilter(TraceQuery query)
{
    /// <summary>Dialogs and calls remembered: a trace that runs for months is bounded like one that runs for minutes.</summary>
    private const int MostRemembered = 4096;

    private readonly HashSet<string> _wanted = [];
    private readonly Queue<string> _oldest = [];

    public TraceQuery Query { get; } = query;

    /// <summary>Whether it is asked for. Called in the order in which messages came.</summary>
    public bool Takes(TracedMessage message)
    {
        var belongs = IsWanted(message.SipCallId) || (message.Leg?.Call is { } call && IsWanted(call));
        if (!belongs && !Fits(message)) return false;
        Want(message.SipCallId);
        Want(message.Leg?.Call);
        return Query.Methods.Count == 0 || Query.Methods.Contains(message.Method, StringComparer.OrdinalIgnoreCase);
    }

    private bool Fits(TracedMessage message) =>
        (Query.Call is null || message.Leg?.Call == Query.Call || message.Leg?.Id == Query.Call)
        && (Query.Number is null || IsNumber(message.From) || IsNumber(message.To) || IsNumber(message.Leg?.Number ?? ""))
        && (Query.Peer is null || message.Remote.Address.ToString() == Query.Peer || message.Remote.ToString() == Query.Peer)
        && (Query.SipCallId is null || message.SipCallId == Query.SipCallId);

    /// <summary>A network writes a number with or without its country; a short one, or a name, is meant exactly.</summary>
    private bool IsNumber(string user)
    {
        var (asked, has) = (Query.Number!.TrimStart('+'), user.TrimStart('+'));
        return has == asked || (asked.Length >= 7 && asked.All(char.IsAsciiDigit) && has.EndsWith(asked, StringComparison.Ordinal));
    }

    private bool IsWanted(string id) => id.Length > 0 && _wanted.Contains(id);

    private void Want(string? id)
    {
        if (string.IsNullOrEmpty(id) || !_wanted.Add(id)) return;
        _oldest.Enqueue(id);
        if (_oldest.Count > MostRemembered) _wanted.Remove(_oldest.Dequeue());
    }
}
