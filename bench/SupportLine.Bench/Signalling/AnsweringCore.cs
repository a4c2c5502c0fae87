using System.Text;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Bench.Signalling;

/// <summary>Answers every call and every BYE: dialogs and the 200's repetition, and no call, no media, no conversation.</summary>
internal sealed class AnsweringCore : ITransactionUser
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(UsualInvite.Offer);

    private readonly Dictionary<DialogId, (Dialog Dialog, SipTimer Again)> _dialogs = [];

    public TransactionLayer Transactions { get; set; } = null!;

    public void OnRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.Method == SipMethod.Invite)
        {
            Take(transaction);
        }
        else if (_dialogs.Remove(new DialogId(request.CallId, request.To!.Tag ?? "", request.From!.Tag ?? ""), out var ended) && ended.Dialog.Accepts(request))
        {
            ended.Again.Cancel();
            transaction.Respond(SipResponse.For(request, 200));
        }
        else
        {
            transaction.Respond(SipResponse.For(request, 481, Tokens.Tag()));
        }
    }

    public void OnAck(SipRequest ack, Flow arrival)
    {
        if (_dialogs.TryGetValue(new DialogId(ack.CallId, ack.To!.Tag ?? "", ack.From!.Tag ?? ""), out var known)) known.Again.Cancel();
    }

    private void Take(ServerTransaction transaction)
    {
        var (request, tag) = (transaction.Request, Tokens.Tag());
        transaction.Respond(SipResponse.For(request, 100));
        transaction.Respond(SipResponse.For(request, 180, tag));
        var (host, port) = Transactions.Transport.Advertised(transaction.Arrival);
        var contact = $"<sip:supportline@{host}:{port}>";
        var ok = SipResponse.For(request, 200, tag);
        ok.Headers.Add(HeaderName.Contact, contact);
        ok.SetBody("application/sdp", Answer);
        var dialog = Dialog.OfServer(request, transaction.Arrival, tag, contact);
        transaction.Respond(ok);
        _dialogs[dialog.Id] = (dialog, Transactions.Loop.Schedule(SipTimers.T1, () => transaction.Respond(ok)));
    }
}
