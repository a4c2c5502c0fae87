using SupportLine.Telephony.Calls.Trunks;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>Legs of a process that died.</summary>
internal sealed partial class UserAgent
{
    /// <summary>Sends the CANCEL of one sending of its INVITE, and takes the INVITE's answer as its own.</summary>
    public void CancelLeft(LeftLeg ring, int sending, LeftRingEnd end)
    {
        if (WayTo(ring) is not { } flow)
        {
            end.BeUnderstood(-1);
            return;
        }

        var invite = ring.InviteOfSending(sending);
        if (Transactions.Resume(invite, flow, new LeftInvite(this, invite, flow, LinkOf(ring.Trunk)?.Digest, end)) is { } awaited)
        {
            // An answer may be sent again for as long (RFC 3261 section 13.3.1.4).
            Loop.Schedule(SipTimers.Timeout, awaited.Abandon);
        }
        else
        {
            // It is a leg of this very process, which looks after it.
            end.BeOver(0);
        }

        Transactions.SendCancel(ring.CancelOfSending(sending), flow, new FinalAnswer(answer => end.BeUnderstood(answer?.Status ?? 0)));
    }

    /// <summary>Sends the BYE; tells the answer's status, 0 when none came, or -1 when nothing reaches it.</summary>
    public void HangUpLeft(LeftLeg leg, Action<int> told)
    {
        if (WayTo(leg) is not { } flow)
        {
            told(-1);
            return;
        }

        var digest = LinkOf(leg.Trunk)?.Digest;
        var sendings = 0;
        void Send(SipRequest request, IClientTransactionUser user)
        {
            digest?.Authorize(request);
            Transactions.Send(request, flow, user);
        }

        var bye = leg.ByeOfSending(sendings);
        var answer = new FinalAnswer(response => told(response?.Status ?? 0));
        Send(bye, digest is null ? answer : new ProvingUser(digest, bye, _ => leg.ByeOfSending(++sendings), Send, answer));
    }

    /// <summary>The trunk of that name; null where there is none.</summary>
    public TrunkLink? LinkOf(string? trunk) => Trunks.FirstOrDefault(link => link.Trunk.Name == trunk);

    /// <summary>By a new connection, whose far end has to prove the trunk's name (RFC 5922).</summary>
    private Flow? WayTo(LeftLeg leg) =>
        Transactions.Transport.FlowTo(leg.Kind, leg.Remote) is { } flow ? flow with { Host = LinkOf(leg.Trunk)?.Trunk.HopName() } : null;

    /// <summary>A call that somebody answered when nobody waited any more: acknowledged, and ended (RFC 3261 section 15).</summary>
    private sealed class LeftInvite(UserAgent agent, SipRequest invite, Flow flow, DigestClient? digest, LeftRingEnd end) : IClientTransactionUser
    {
        private readonly Dictionary<string, Dialog> _answered = [];

        public void OnResponse(SipResponse response, ClientTransaction transaction)
        {
            if (response.IsProvisional) return;
            if (response.IsSuccess) Part(response);
            end.BeOver(response.Status);
        }

        public void OnTimeout(ClientTransaction transaction) => end.BeOver(0);

        private void Part(SipResponse response)
        {
            var tag = response.To!.Tag ?? "";
            var isAgain = _answered.TryGetValue(tag, out var dialog);
            dialog ??= _answered[tag] = Dialog.OfClient(invite, response, flow, agent.ContactFor(flow));
            dialog.Digest = digest;
            agent.Acknowledge(dialog, dialog.Ack(invite));
            if (!isAgain) agent.SendBye(dialog, EndReason.Left);
        }
    }
}
