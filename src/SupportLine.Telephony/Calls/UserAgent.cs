using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Calls.Phones;
using SupportLine.Telephony.Calls.Strangers;
using SupportLine.Telephony.Calls.Trunks;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Locating;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Tracing;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>The core above the transactions: finds the call a request belongs to, or makes one. In the loop alone.</summary>
internal sealed partial class UserAgent : ITransactionUser
{
    public const string Allow = "INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO, PRACK, REFER";

    /// <summary>Bodies we understand.</summary>
    public const string Accept = SessionText.Type;

    /// <summary>Option tags we know: session timers (RFC 4028), reliable provisional answers (RFC 3262) and calls that take another's place (RFC 3891).</summary>
    public const string Supported = "timer, 100rel, replaces";

    private readonly Dictionary<DialogId, Call> _dialogs = [];
    private readonly Dictionary<TransactionKey, InboundCall> _ringing = [];
    private readonly MediaEngine _media;
    private readonly Func<string, bool> _serves;
    private readonly Action<InboundCall> _incoming;
    private readonly ILogger _logger;
    private readonly HashSet<Call> _calls = [];
    private TaskCompletionSource? _quiet;
    private int _byes;

    public UserAgent(CallEngineOptions options, SipLoop loop, MediaEngine media, Func<string, bool> serves, Action<InboundCall> incoming, ILogger logger, ILocator? locator = null)
    {
        Options = options;
        Loop = loop;
        _media = media;
        _serves = serves;
        _incoming = incoming;
        _logger = logger;
        Locator = locator ?? new DnsLocator(options.NameServers, Random.Shared);
        _logged = new LogLimit(loop.Time);
        Strangers = new StrangerWatch(options.BanFor, loop.Time, IsWithUs);
        Phones = options.Phones.Count == 0 ? null : new Registrar(this);
        Trunks = [.. options.Trunks.Select(trunk => new TrunkLink(this, trunk))];
    }

    public CallEngineOptions Options { get; }

    /// <summary>Told which leg a Call-ID is, or null.</summary>
    public MessageRing? Trace { get; init; }

    public SipLoop Loop { get; }

    public ILogger Logger => _logger;

    /// <summary>Finds trunks by name.</summary>
    public ILocator Locator { get; }

    /// <summary>In the order in which calls are offered to them.</summary>
    public IReadOnlyList<TrunkLink> Trunks { get; }

    /// <summary>The site's own phones; null where it has none.</summary>
    public Registrar? Phones { get; }

    /// <summary>Set once, right after construction: the layers know each other.</summary>
    public TransactionLayer Transactions { get; set; } = null!;

    /// <summary>No new calls are taken; those that stand go on, and so does whom they need to be phoned.</summary>
    public bool Draining { get; set; }

    /// <summary>Nobody is phoned any more: nobody would be there to end it.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Legs alive, both directions.</summary>
    public int Legs => _calls.Count;

    public IReadOnlyList<Call> Calls => [.. _calls];

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

    /// <summary>Requests in that dialog are the leg's, and in none that it had before.</summary>
    public void Remember(Dialog dialog, Call call)
    {
        ForgetDialogs(call);
        RememberAlso(dialog, call);
    }

    /// <summary>Requests in that dialog too are the leg's: one of several phones that ring.</summary>
    public void RememberAlso(Dialog dialog, Call call) => _dialogs[dialog.Id] = call;

    /// <summary>The leg whose dialog it is; null where none of ours is.</summary>
    public Call? Find(DialogId dialog) => _dialogs.GetValueOrDefault(dialog);

    /// <summary>Its dialogs came to nothing; the leg goes on.</summary>
    public void ForgetDialogs(Call call)
    {
        foreach (var dialog in call.Dialogs) _dialogs.Remove(dialog.Id);
    }

    /// <summary>A leg counts from its INVITE to its end.</summary>
    public void Count(Call call)
    {
        _calls.Add(call);
        _partners.AddOrUpdate(call.Partner, 1, (_, count) => count + 1);
        NoteLeg(call);
    }

    public void Forget(Call call)
    {
        // The loop alone counts, so that nobody is between the two.
        if (_calls.Remove(call) && _partners.AddOrUpdate(call.Partner, 0, (_, count) => count - 1) == 0) _partners.TryRemove(call.Partner, out _);
        NoteLeg(call);
        ForgetDialogs(call);
        if (call is InboundCall inbound)
        {
            _ringing.Remove(inbound.Key);
        }

        // Later: the BYE of this very leg may be about to go.
        Loop.Post(TellQuiet);
    }

    public void SendBye(Dialog dialog, Reason reason)
    {
        _byes++;
        var bye = dialog.Request(SipMethod.Bye);
        bye.Headers.Add(Reason.Header, reason.ToHeader());
        Send(dialog, bye, new FinalAnswer(_ =>
        {
            _byes--;
            Loop.Post(TellQuiet);
        }));
    }

    /// <summary>Completes when no leg lives and no BYE of ours is unanswered.</summary>
    public Task QuietAsync()
    {
        _quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TellQuiet();
        return _quiet.Task;
    }

    public SipResponse Response(ServerTransaction transaction, int status, string? toTag, string? reason = null)
    {
        var response = SipResponse.For(transaction.Request, status, toTag ?? Tokens.Tag(), reason);
        response.Headers.Add("Server", Options.UserAgent);
        return response;
    }

    /// <summary>Our Contact as the peer of a flow reaches it.</summary>
    /// <param name="flow">The way to the peer.</param>
    /// <param name="user">Whom it phones there.</param>
    public string ContactFor(Flow flow, string user = "supportline")
    {
        var (host, port) = Transactions.Transport.Advertised(flow);
        var by = flow.IsUnreliable ? Parameters.None : Parameters.None.With("transport", flow.Name.ToLowerInvariant());
        return new NameAddress("", SipUri.Sip(user, host, port, by), Parameters.None).ToString();
    }

    /// <summary>Sends a request of a dialog by the way it takes now.</summary>
    public ClientTransaction Send(Dialog dialog, SipRequest request, IClientTransactionUser user) => SendOnce(
        dialog,
        request,
        request.Method == SipMethod.Invite || dialog.Digest is not { } digest ? user
            : new ProvingUser(digest, request, dialog.Again, (again, prover) => SendOnce(dialog, again, prover), user));

    /// <summary>... whatever comes of it.</summary>
    private ClientTransaction SendOnce(Dialog dialog, SipRequest request, IClientTransactionUser user)
    {
        dialog.Digest?.Authorize(request);
        return Transactions.Send(request, WayTo(dialog), user);
    }

    /// <summary>Sends the ACK to a 2xx.</summary>
    public void Acknowledge(Dialog dialog, SipRequest ack) => Transactions.SendAck(ack, WayTo(dialog));

    /// <summary>Another transport than the dialog began on leaves by another listener of ours, where there is one.</summary>
    private Flow WayTo(Dialog dialog)
    {
        var hop = dialog.NextHop(Transactions.Transport.IsOpen);
        if (hop.Kind == dialog.Flow.Kind) return hop;
        return Transactions.Transport.FlowTo(hop.Kind, hop.Remote) is { } flow ? flow with { Host = hop.Host } : dialog.Flow;
    }

    /// <summary>At its beginning and again at its end: by then the first note of a long call has been overwritten.</summary>
    private void NoteLeg(Call call)
    {
        if (Trace is not null) LegNote.Add(Trace, call);
    }

    private void TellQuiet()
    {
        if (_calls.Count == 0 && _byes == 0)
        {
            _quiet?.TrySetResult();
        }
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
            call.OnCancel(Reason.Of(transaction.Request));
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
            case "OPTIONS" when UnknownExtensions(transaction.Request) is { Count: > 0 } unknown:
                RefuseExtensions(transaction, unknown);
                break;
            case "OPTIONS":
                RespondOptions(transaction, Draining);
                break;
            case "REGISTER" when Phones is not null:
                Phones.OnRegister(transaction);
                break;
            case "BYE" or "UPDATE" or "INFO" or "PRACK" or "NOTIFY":
                // These mean something within a dialog alone.
                Refuse(transaction, 481);
                break;
            case "REFER":
                // Only within a call of a phone of the site's: outside of one it could have us phone anybody.
                Refuse(transaction, 403);
                break;
            default:
                RefuseMethod(transaction);
                break;
        }
    }
}
