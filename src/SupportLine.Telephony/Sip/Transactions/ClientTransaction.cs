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

    protected void SendRequest() => Layer.Transport.Send(Request, Flow);

    protected void Terminate() => Layer.Forget(this);
}
