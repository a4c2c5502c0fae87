using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>
/// For a request within a dialog, but INVITE: where somebody on the way asks who sends it, since what he was told before has grown old, he is told
/// and it is sent again (RFC 3261 section 22.2). A BYE that is not believed would leave the call standing there.
/// </summary>
/// <param name="digest">Answers.</param>
/// <param name="request">As it was sent.</param>
/// <param name="again">The same to be sent once more, with a number of its own.</param>
/// <param name="send">Sends it.</param>
/// <param name="user">Told of what is no challenge, or of one too many.</param>
internal sealed class ProvingUser(
    DigestClient digest, SipRequest request, Func<SipRequest, SipRequest> again, Action<SipRequest, IClientTransactionUser> send, IClientTransactionUser user) : IClientTransactionUser
{
    /// <summary>More of them are a quarrel.</summary>
    public const int MostChallenges = 4;

    private SipRequest _sent = request;
    private int _challenges;

    public void OnResponse(SipResponse response, ClientTransaction transaction)
    {
        if (response.Status is not (401 or 407) || ++_challenges > MostChallenges || !digest.Learn(_sent, response))
        {
            user.OnResponse(response, transaction);
            return;
        }

        _sent = again(_sent);
        send(_sent, this);
    }

    public void OnTimeout(ClientTransaction transaction) => user.OnTimeout(transaction);
}
