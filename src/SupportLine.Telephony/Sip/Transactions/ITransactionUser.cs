using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>The core above the transactions. Called from the loop.</summary>
internal interface ITransactionUser
{
    /// <summary>A new request, once however often it was sent.</summary>
    void OnRequest(ServerTransaction transaction);

    /// <summary>An ACK to a 2xx: it is no transaction's (RFC 3261 section 17).</summary>
    void OnAck(SipRequest ack, Flow arrival);
}
