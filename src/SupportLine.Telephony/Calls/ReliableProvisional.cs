using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>A provisional answer that the caller has to acknowledge by PRACK (RFC 3262 section 3).</summary>
/// <param name="invite">The INVITE's number, which RAck repeats.</param>
/// <param name="sequence">Its RSeq.</param>
/// <param name="needsAnswer">Whether it carried our offer, so that the PRACK has to bring the answer.</param>
internal sealed class ReliableProvisional(CSeq invite, uint sequence, bool needsAnswer)
{
    private SipTimer? _repeat;

    public bool NeedsAnswer { get; } = needsAnswer;

    public bool IsAcknowledged { get; private set; }

    public SipTimer? End { get; set; }

    /// <summary>Whether a PRACK's RAck names this one.</summary>
    public bool Matches(SipRequest prack) =>
        prack.Headers.Get("RAck")?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var rseq, var cseq, var method]
        && uint.TryParse(rseq, out var acknowledged) && acknowledged == sequence
        && uint.TryParse(cseq, out var number) && number == invite.Number
        && method == invite.Method.Name;

    /// <summary>Sends again after T1, doubling, with no bound but the end at 64*T1.</summary>
    public void Repeat(SipLoop loop, TimeSpan interval, Action send) => _repeat = loop.Schedule(interval, () =>
    {
        send();
        Repeat(loop, interval * 2, send);
    });

    public void Acknowledge()
    {
        IsAcknowledged = true;
        Stop();
    }

    public void Stop()
    {
        _repeat?.Cancel();
        End?.Cancel();
    }
}
