using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>A request that came and the answers to it (RFC 3261 section 17.2).</summary>
internal abstract class ServerTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, Flow arrival)
{
    public SipRequest Request { get; } = request;

    /// <summary>How the request came.</summary>
    public Flow Arrival { get; } = arrival;

    public TransactionKey Key { get; } = key;

    protected SipResponse? Last { get; set; }

    protected Flow ReturnFlow { get; } = ResponseRoute.For(request, arrival);

    protected TransactionLayer Layer { get; } = layer;

    protected SipLoop Loop => Layer.Loop;

    /// <summary>Sends an answer; ignored when a final one has gone already.</summary>
    public abstract void Respond(SipResponse response);

    /// <summary>The request came once more, or the ACK to a refusal.</summary>
    public abstract void Receive(SipRequest request);

    protected void Send(SipResponse response)
    {
        Last = response;
        Layer.Transport.Send(response, ReturnFlow);
    }

    protected void Resend()
    {
        if (Last is not null)
        {
            Layer.Transport.Send(Last, ReturnFlow);
        }
    }

    /// <summary>Kept for half a minute to know repetitions by, and hardly ever looked at: as small as it came.</summary>
    protected void Shrink()
    {
        Request.ForgetRead();
        Last?.ForgetRead();
    }

    protected void Terminate() => Layer.Forget(this);
}
