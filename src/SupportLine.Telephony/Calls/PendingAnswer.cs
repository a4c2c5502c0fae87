using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>A 200 to an INVITE that nobody has acknowledged yet.</summary>
/// <param name="cseq">The INVITE's number, which the ACK repeats.</param>
/// <param name="needsAnswer">Whether the 200 carried our offer, so that the ACK has to bring the answer.</param>
internal sealed class PendingAnswer(uint cseq, bool needsAnswer)
{
    private SipTimer? _repeat;

    public uint CSeq { get; } = cseq;

    public bool NeedsAnswer { get; } = needsAnswer;

    public SipTimer? End { get; set; }

    /// <summary>Sends again after T1, doubling to T2; over a reliable transport too (RFC 3261 section 13.3.1.4).</summary>
    public void Repeat(SipLoop loop, TimeSpan interval, Action send) => _repeat = loop.Schedule(interval, () =>
    {
        send();
        Repeat(loop, SipTimers.Next(interval), send);
    });

    public void Stop()
    {
        _repeat?.Cancel();
        End?.Cancel();
    }
}
