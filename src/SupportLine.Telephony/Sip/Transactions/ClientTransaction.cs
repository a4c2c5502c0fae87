using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>A request of ours and what came back (RFC 3261 section 17.1).</summary>
internal abstract class ClientTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, Flow flow, IClientTransactionUser user)
{
    public SipRequest Request { get; } = request;

    public Flow Flow { get; } = flow;

    public TransactionKey Key { get; } = key;

    protected TransactionLayer Layer { get; } = layer;

    protected IClientTransactionUser User { get; } = user;

    protected SipLoop Loop => Layer.Loop;

    public abstract void Start();

    public abstract void Receive(SipResponse response);

    /// <summary>Ends it without a word to its user, who waits for nothing more (RFC 3261 section 9.1).</summary>
    public abstract void Abandon();

    protected void SendRequest() => Layer.Transport.Send(Request, Flow, Flow.IsUnreliable ? null : () => Loop.Post(OnNotSent));

    /// <summary>Nobody takes the connection (section 17.1.4).</summary>
    protected abstract void OnNotSent();

    /// <summary>As when nobody answers, but at once; within a dialog by the 503 of section 8.1.3.1, which unlike a 408 ends no call that stands.</summary>
    protected void TellNotSent()
    {
        if (Request.To?.Tag is null) User.OnTimeout(this);
        else User.OnResponse(SipResponse.For(Request, 503), this);
    }

    protected void Terminate() => Layer.Forget(this);
}
