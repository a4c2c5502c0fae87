using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>The core above the transactions: finds the call a request belongs to, or makes one. In the loop alone.</summary>
internal sealed partial class UserAgent : ITransactionUser
{
    public const string Allow = "INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO";

    /// <summary>Option tags we know; none is needed for what we do.</summary>
    public const string Supported = "timer";

    private readonly Dictionary<DialogId, Call> _dialogs = [];
    private readonly Dictionary<TransactionKey, InboundCall> _ringing = [];
    private readonly MediaEngine _media;
    private readonly Func<string, bool> _serves;
    private readonly Action<InboundCall> _incoming;
    private readonly ILogger _logger;
    private int _legs;

    public UserAgent(CallEngineOptions options, SipLoop loop, MediaEngine media, Func<string, bool> serves, Action<InboundCall> incoming, ILogger logger)
    {
        Options = options;
        Loop = loop;
        _media = media;
        _serves = serves;
        _incoming = incoming;
        _logger = logger;
    }

    public CallEngineOptions Options { get; }

    public SipLoop Loop { get; }

    public ILogger Logger => _logger;

    /// <summary>Set once, right after construction: the layers know each other.</summary>
    public TransactionLayer Transactions { get; set; } = null!;

    /// <summary>No new calls are taken; those that stand go on.</summary>
    public bool Draining { get; set; }

    /// <summary>Legs alive, both directions.</summary>
    public int Legs => _legs;

    public IReadOnlyList<Call> Calls => [.. _dialogs.Values];

    public static bool IsSdp(SipMessage message) =>
        message.Headers.Get(HeaderName.ContentType)?.Split(';')[0].Trim().Equals("application/sdp", StringComparison.OrdinalIgnoreCase) == true;

    public void OnRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.Method == SipMethod.Cancel)
        {
            OnCancel(transaction);
        }
        else if (request.To!.Tag is { } tag)
        {
            OnDialogRequest(transaction, new DialogId(request.CallId, tag, request.From!.Tag ?? ""));
        }
        else if (Transactions.IsMerged(transaction))
        {
            Refuse(transaction, 482);
        }
        else
        {
            OnInitialRequest(transaction);
        }
    }

    public void OnAck(SipRequest ack, Flow arrival)
    {
        if (ack.To?.Tag is { } tag && _dialogs.TryGetValue(new DialogId(ack.CallId, tag, ack.From?.Tag ?? ""), out var call))
        {
            call.OnAck(ack);
        }
    }

    /// <summary>An outbound leg has its dialog.</summary>
    public void Remember(Call call) => _dialogs[call.Dialog!.Id] = call;

    /// <summary>A leg counts from its INVITE to its end.</summary>
    public void CountLeg() => _legs++;

    public void Forget(Call call)
    {
        _legs--;
        if (call.Dialog is { } dialog)
        {
            _dialogs.Remove(dialog.Id);
        }

        if (call is InboundCall inbound)
        {
            _ringing.Remove(inbound.Key);
        }
    }

    public SipResponse Response(ServerTransaction transaction, int status, string? toTag)
    {
        var response = SipResponse.For(transaction.Request, status, toTag ?? Tokens.Tag());
        response.Headers.Add("Server", Options.UserAgent);
        return response;
    }

    /// <summary>Our Contact as the peer of a flow reaches it.</summary>
    public string ContactFor(Flow flow)
    {
        var (host, port) = Transactions.Transport.Advertised(flow);
        return $"<sip:supportline@{host}:{port}>";
    }

    private void OnCancel(ServerTransaction transaction)
    {
        if (Transactions.Cancelled(transaction.Request) is not { } invite)
        {
            Refuse(transaction, 481);
            return;
        }

        transaction.Respond(Response(transaction, 200, null));
        if (_ringing.TryGetValue(invite.Key, out var call))
        {
            call.OnCancel();
        }
    }

    private void OnDialogRequest(ServerTransaction transaction, DialogId id)
    {
        if (_dialogs.TryGetValue(id, out var call))
        {
            call.OnRequest(transaction);
        }
        else
        {
            Refuse(transaction, 481);
        }
    }

    private void OnInitialRequest(ServerTransaction transaction)
    {
        switch (transaction.Request.Method.Name)
        {
            case "INVITE":
                OnInvite(transaction);
                break;
            case "OPTIONS":
                RespondOptions(transaction);
                break;
            case "BYE" or "UPDATE" or "INFO" or "PRACK" or "NOTIFY":
                // These mean something within a dialog alone.
                Refuse(transaction, 481);
                break;
            default:
                RefuseMethod(transaction);
                break;
        }
    }
}
