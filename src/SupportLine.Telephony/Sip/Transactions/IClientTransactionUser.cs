using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>Who sent a request and waits for what comes of it. Called from the loop.</summary>
internal interface IClientTransactionUser
{
    /// <summary>A response, each 2xx to an INVITE included however often it comes.</summary>
    void OnResponse(SipResponse response, ClientTransaction transaction);

    /// <summary>Nothing final came within 64*T1 (timers B and F); counts as 408 (RFC 3261 section 8.1.3.1).</summary>
    void OnTimeout(ClientTransaction transaction);
}
