using SupportLine.Server.Control;

namespace SupportLine.Server.Traces;

/// <summary>Tells offers from answers (RFC 3264): what comes the other way while an offer stands open answers it.</summary>
internal sealed class Offers
{
    private const int MostDialogs = 4096;

    private readonly Dictionary<string, State> _dialogs = [];
    private readonly Queue<string> _oldest = [];

    /// <summary><c>offer PCMU keys</c>, <c>answer PCMU, hold</c>; null where there is no session description.</summary>
    public string? Words(TraceLine line)
    {
        var before = _dialogs.GetValueOrDefault(line.SipCallId);
        if (line.Session is null)
        {
            // A refused offer never was (RFC 3261 section 14.1).
            if (line.Status >= 300 && before.CSeq == line.CSeq) Keep(line.SipCallId, default);
            return null;
        }

        var isAnswer = before.IsOpen ? line.IsSent != before.IsSent : before.CSeq == line.CSeq && before.CSeq != 0 && line.IsSent != before.IsSent;
        if (!isAnswer) Keep(line.SipCallId, new State(line.IsSent, line.CSeq, IsOpen: true));
        else if (before.IsOpen) Keep(line.SipCallId, before with { IsOpen = false });
        return $"{(isAnswer ? "answer" : "offer")} {line.Session}{(line.IsHold ? ", hold" : "")}";
    }

    private void Keep(string dialog, State state)
    {
        if (_dialogs.TryAdd(dialog, state))
        {
            _oldest.Enqueue(dialog);
            if (_oldest.Count > MostDialogs) _dialogs.Remove(_oldest.Dequeue());
            return;
        }

        _dialogs[dialog] = state;
    }

    /// <param name="IsSent">Whether the last offer was ours.</param>
    /// <param name="CSeq">Of the message that it came with; the same answer may come in several of that number.</param>
    /// <param name="IsOpen">Whether it has no answer yet.</param>
    private readonly record struct State(bool IsSent, long CSeq, bool IsOpen);
}
