using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>Matches messages to transactions by hash and makes new ones. Everything here runs in the loop.</summary>
/// <param name="loop">Where everything runs.</param>
/// <param name="transport">Sends.</param>
/// <param name="user">The core above.</param>
/// <param name="failed">Told of a request that made the core throw: a defect, answered as a server error.</param>
internal sealed class TransactionLayer(SipLoop loop, ISipTransport transport, ITransactionUser user, Action<Exception> failed)
{
    private readonly Dictionary<TransactionKey, ServerTransaction> _servers = [];
    private readonly Dictionary<TransactionKey, ClientTransaction> _clients = [];
    private readonly Dictionary<(string CallId, string? FromTag, CSeq CSeq), TransactionKey> _origins = [];

    public SipLoop Loop { get; } = loop;

    public ISipTransport Transport { get; } = transport;

    public ITransactionUser User { get; } = user;

    /// <summary>Transactions alive: zero once all timers have run out.</summary>
    public int Count => _servers.Count + _clients.Count;

    public void Receive(SipMessage message, Flow flow)
    {
        if (message is SipResponse response)
        {
            ReceiveResponse(response);
        }
        else
        {
            ReceiveRequest((SipRequest)message, flow);
        }
    }

    /// <summary>Whether a request belongs to a transaction that lives: it came before, or acknowledges or cancels what did.</summary>
    public bool Knows(SipRequest request) =>
        request.TopVia is not null
        && _servers.ContainsKey(request.Method == SipMethod.Cancel ? TransactionKey.OfCancelled(request) : TransactionKey.OfServer(request));

    /// <summary>Puts on the Via, so that what is to be sent can be written down before; gives its branch.</summary>
    public string Address(SipRequest request, Flow flow, string? branch = null)
    {
        branch ??= Via.MagicCookie + Tokens.Branch();
        var (host, port) = Transport.Advertised(flow);
        request.Headers.Prepend(HeaderName.Via, $"SIP/2.0/{flow.Name} {host}:{port};branch={branch};rport");
        return branch;
    }

    /// <summary>Sends a request in a transaction of its own: the Via with its branch is put on here where it has none.</summary>
    public ClientTransaction Send(SipRequest request, Flow flow, IClientTransactionUser user)
    {
        var branch = request.TopVia?.Branch ?? Address(request, flow);
        var key = TransactionKey.OfClient(branch, request.Method);
        ClientTransaction transaction = request.Method == SipMethod.Invite
            ? new InviteClientTransaction(this, key, request, flow, user)
            : new NonInviteClientTransaction(this, key, request, flow, user);
        _clients.Add(key, transaction);
        transaction.Start();
        return transaction;
    }

    /// <summary>Takes what comes of an INVITE that a process before this one sent; null where it is one of ours. It ends by being abandoned.</summary>
    public ClientTransaction? Resume(SipRequest invite, Flow flow, IClientTransactionUser user)
    {
        var key = TransactionKey.OfClient(invite.TopVia!.Branch, SipMethod.Invite);
        var transaction = new InviteClientTransaction(this, key, invite, flow, user);
        return _clients.TryAdd(key, transaction) ? transaction : null;
    }

    /// <summary>Sends the CANCEL of an INVITE: the same branch and destination (RFC 3261 section 9.1).</summary>
    public void Cancel(ClientTransaction invite, SipRequest cancel, IClientTransactionUser user)
    {
        var key = TransactionKey.OfClient(invite.Request.TopVia!.Branch, SipMethod.Cancel);
        if (_clients.ContainsKey(key))
        {
            return;
        }

        var transaction = new NonInviteClientTransaction(this, key, cancel, invite.Flow, user);
        _clients.Add(key, transaction);
        transaction.Start();
    }

    /// <summary>Sends a CANCEL that is complete, of an INVITE that nobody knows any more.</summary>
    public void SendCancel(SipRequest cancel, Flow flow, IClientTransactionUser user)
    {
        var key = TransactionKey.OfClient(cancel.TopVia!.Branch, SipMethod.Cancel);
        var transaction = new NonInviteClientTransaction(this, key, cancel, flow, user);
        _clients[key] = transaction;
        transaction.Start();
    }

    /// <summary>Sends an ACK to a 2xx, which is no transaction; gives the Via's branch to it.</summary>
    public void SendAck(SipRequest ack, Flow flow)
    {
        Address(ack, flow);
        Transport.Send(ack, flow);
    }

    /// <summary>The INVITE that a CANCEL means, while it is known.</summary>
    public InviteServerTransaction? Cancelled(SipRequest cancel) =>
        _servers.GetValueOrDefault(TransactionKey.OfCancelled(cancel)) as InviteServerTransaction;

    /// <summary>The same request by another way, as a forking proxy may send it (section 8.2.2.2).</summary>
    public bool IsMerged(ServerTransaction transaction) =>
        _origins.TryGetValue(Origin(transaction.Request), out var first) && first != transaction.Key;

    internal void Forget(ServerTransaction transaction)
    {
        _servers.Remove(transaction.Key);
        if (_origins.TryGetValue(Origin(transaction.Request), out var first) && first == transaction.Key)
        {
            _origins.Remove(Origin(transaction.Request));
        }
    }

    internal void Forget(ClientTransaction transaction) => _clients.Remove(transaction.Key);

    private static (string CallId, string? FromTag, CSeq CSeq) Origin(SipRequest request) =>
        (request.CallId, request.From?.Tag, request.CSeq!.Value);

    private void ReceiveResponse(SipResponse response)
    {
        // A response that matches nothing is late or meant for somebody else: dropped (RFC 6026 section 7.3).
        if (MessageValidator.IsUsable(response)
            && _clients.TryGetValue(TransactionKey.OfClient(response.TopVia!.Branch, response.CSeq!.Value.Method), out var transaction))
        {
            transaction.Receive(response);
        }
    }

    private void ReceiveRequest(SipRequest request, Flow flow)
    {
        if (MessageValidator.Check(request, out var reason) is var status and not 0)
        {
            if (MessageValidator.CanBeAnswered(request))
            {
                Transport.Send(SipResponse.For(request, status, Tokens.Tag(), reason), ResponseRoute.For(request, flow));
            }

            return;
        }

        var key = TransactionKey.OfServer(request);
        if (_servers.TryGetValue(key, out var known))
        {
            known.Receive(request);
        }
        else if (request.Method == SipMethod.Ack)
        {
            User.OnAck(request, flow);
        }
        else
        {
            ServerTransaction transaction = request.Method == SipMethod.Invite
                ? new InviteServerTransaction(this, key, request, flow)
                : new NonInviteServerTransaction(this, key, request, flow);
            _servers.Add(key, transaction);
            if (request.To!.Tag is null)
            {
                _origins.TryAdd(Origin(request), key);
            }

            Hand(transaction);
        }
    }
    /// <summary>The packet loop's own net: the default ending of a request is a server error, never silence.</summary>
    private void Hand(ServerTransaction transaction)
    {
        try
        {
            User.OnRequest(transaction);
        }
        catch (Exception e)
        {
            failed(e);
            transaction.Respond(SipResponse.For(transaction.Request, 500, Tokens.Tag()));
        }
    }
}
