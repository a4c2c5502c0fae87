using System.Text;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>
/// Tells whoever sent a REFER how it comes out, by NOTIFY (RFC 3515 section 2.4.4): at once that it is tried, and once how it
/// ended. It outlives the call it came in, within the same dialog (RFC 6665 section 4.5.2). In the loop alone.
/// </summary>
/// <param name="agent">Sends.</param>
/// <param name="dialog">In which REFER came.</param>
/// <param name="id">REFER's number, from a dialog's second on; null for its first.</param>
internal sealed class ReferSubscription(UserAgent agent, Dialog dialog, uint? id)
{
    /// <summary>Longer than anything rings: nobody waits for an outcome for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private SipTimer? _expiry;
    private bool _isOver;

    public void Begin()
    {
        _expiry = agent.Loop.Schedule(Longest, () => End(408, "timeout"));
        Notify(100, $"active;expires={(int)Longest.TotalSeconds}");
    }

    /// <summary>How it came out; what comes after the first is passed over.</summary>
    public void Finish(int status) => End(status, "noresource");

    private void End(int status, string reason)
    {
        if (_isOver) return;
        _isOver = true;
        _expiry?.Cancel();
        Notify(status, $"terminated;reason={reason}");
    }

    private void Notify(int status, string state)
    {
        var notify = dialog.Request(SipMethod.Notify);
        notify.Headers
            .Add("Event", id is null ? "refer" : $"refer;id={id}")
            .Add("Subscription-State", state)
            .Add("User-Agent", agent.Options.UserAgent);
        notify.SetBody("message/sipfrag;version=2.0", Encoding.ASCII.GetBytes($"SIP/2.0 {status} {ReasonPhrase.Of(status)}\r\n"));
        agent.Send(dialog, notify, new FinalAnswer(OnAnswered));
    }

    /// <summary>Whoever does not know of it, or is gone, is told no more (RFC 6665 section 4.2.2).</summary>
    private void OnAnswered(SipResponse? response)
    {
        if (response is { IsSuccess: true }) return;
        _isOver = true;
        _expiry?.Cancel();
    }
}
