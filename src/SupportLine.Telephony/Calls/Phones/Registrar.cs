using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls.Phones;

/// <summary>Where the site's own phones are (RFC 3261 section 10.3, RFC 3327). In the loop alone.</summary>
internal sealed partial class Registrar
{
    /// <summary>Bindings of one phone at once: somebody's desk phone, softphones and what they left behind when they were killed.</summary>
    public const int MostBindings = 5;

    private readonly UserAgent _agent;
    private readonly ILogger _logger;
    /// <summary>Of each phone, the binding first that was renewed longest ago.</summary>
    private readonly Dictionary<string, List<BoundPhone>> _bound = [];
    private volatile HashSet<IPAddress> _sources = [];

    public Registrar(UserAgent agent)
    {
        _agent = agent;
        _logger = agent.Logger;
        foreach (var phone in agent.Options.Phones) _bound.Add(phone.Name, []);
        Digest = new DigestServer(agent.Options.Realm, agent.Options.Phones.Select(phone => (phone.Name, phone.Password)), agent.Options.Md5Alone, agent.Loop.Time);
    }

    /// <summary>Asks phones who they are.</summary>
    public DigestServer Digest { get; }

    private DateTimeOffset Now => _agent.Loop.Time.GetUtcNow();

    /// <summary>Whether there is a phone of that name, registered or not. From any thread.</summary>
    public bool Has(string name) => _bound.ContainsKey(name);

    /// <summary>Whether a phone is registered from there. From any thread.</summary>
    public bool IsAt(IPAddress source) => _sources.Contains(source);

    /// <summary>Every binding in force; those whose connection has closed are let go.</summary>
    public IReadOnlyList<PhoneBinding> Bindings()
    {
        foreach (var name in _bound.Keys) LetGoClosed(name);
        return [.. _bound.Values.SelectMany(bound => bound.Select(each => each.Binding))];
    }

    /// <summary>The ways to a phone, all of which ring at once; empty where nobody is registered.</summary>
    public IReadOnlyList<DialWay> WaysTo(string name)
    {
        if (!Has(name)) return [];
        LetGoClosed(name);
        return [.. _bound[name].Select(bound => new DialWay(bound.Contact, bound.Flow.Kind, bound.Flow.Remote, null)
        {
            Phone = name, Flow = bound.WayNow(_agent.Transactions.Transport), Route = bound.Binding.Path,
        })];
    }

    /// <summary>A REGISTER of somebody who has proven to be the phone.</summary>
    public void OnRegister(ServerTransaction transaction)
    {
        var (request, name) = (transaction.Request, transaction.Request.ProvenFrom!);
        if (request.Headers.Elements("Require").Where(tag => !tag.Equals("path", StringComparison.OrdinalIgnoreCase)).ToList() is { Count: > 0 } unknown)
        {
            _agent.RefuseExtensions(transaction, unknown);
            return;
        }

        var change = BindingChange.Of(request, !transaction.Arrival.IsUnreliable);
        var (status, reason) = Fault(request, name, change);
        var response = _agent.Response(transaction, status, null, reason);
        if (status == 423) response.Headers.Add("Min-Expires", Text(BindingChange.Shortest));
        if (status == 200)
        {
            Apply(request, name, change, transaction.Arrival);
            Describe(response, request, name);
        }

        transaction.Respond(response);
    }

    /// <summary>Puts a binding of before a restart in force, unless the phone has said anything newer.</summary>
    public void Restore(PhoneBinding binding)
    {
        var kind = binding.Transport switch { "tcp" => TransportKind.Tcp, "tls" => TransportKind.Tls, _ => TransportKind.Udp };
        if (!Has(binding.Phone) || binding.Until <= Now || !SipUri.TryParse(binding.Contact, out var contact)
            || _bound[binding.Phone].Count >= MostBindings || _bound[binding.Phone].Exists(bound => bound.Contact.IsEquivalentTo(contact))
            || _agent.Transactions.Transport.FlowTo(kind, binding.Remote, binding.Local) is not { } flow)
        {
            return;
        }

        Bind(binding, contact, flow, connection: null);
    }

    /// <summary>200, or what stands against it; then nothing is changed (section 10.3, step 7).</summary>
    private (int Status, string? Reason) Fault(SipRequest request, string name, BindingChange change)
    {
        if (request.To!.Uri.User != name) return (403, "Not Your Address");
        if (change.Status != 0) return (change.Status, change.Reason);
        var held = _bound[name];
        var touched = change.RemovesAll ? held : held.FindAll(bound => change.Contacts.Any(each => bound.IsOf(each.Contact)));
        if (touched.Exists(bound => bound.Binding.CallId == request.CallId && bound.Binding.CSeq >= request.CSeq!.Value.Number)) return (500, "Out Of Order");
        return change.Contacts.Count(each => each.For > TimeSpan.Zero) > MostBindings ? (403, "Too Many Contacts") : (200, null);
    }

    private void Apply(SipRequest request, string name, BindingChange change, Flow arrival)
    {
        if (change.RemovesAll) _bound[name].ToList().ForEach(LetGo);
        foreach (var (contact, length) in change.Contacts)
        {
            var before = _bound[name].FindAll(bound => bound.IsOf(contact));
            before.ForEach(length > TimeSpan.Zero ? Unbind : LetGo);
            if (length == TimeSpan.Zero) continue;
            var flow = BoundPhone.WayBack(request, contact.Uri, arrival, _agent.Transactions.Transport);
            var binding = new PhoneBinding(name, contact.Uri.ToString(), flow.Name.ToLowerInvariant(), flow.Remote, Now + length)
            {
                Path = [.. request.Headers.Elements("Path")],
                Local = flow.Local,
                CallId = request.CallId,
                CSeq = request.CSeq!.Value.Number,
                Instance = contact.Parameters["+sip.instance"],
            };
            Bind(binding, contact.Uri, flow, arrival.IsUnreliable ? null : arrival);
            if (before.Count == 0) LogRegistered(name, flow.Remote, flow.Name, (int)length.TotalSeconds);
        }

        MakeRoom(name);
    }

    /// <summary>
    /// Beyond so many bindings the phone that has just said that it is there stays: what is left over of a softphone that was killed, or came
    /// from another port, is not. Those whose connection has closed go, then those renewed longest ago.
    /// </summary>
    private void MakeRoom(string name)
    {
        if (_bound[name].Count > MostBindings) LetGoClosed(name);
        while (_bound[name] is { Count: > MostBindings } bound)
        {
            LogCrowdedOut(name, bound[0].Binding.Remote, MostBindings);
            Unbind(bound[0]);
        }
    }

    /// <summary>All bindings with what is left of them (section 10.3, step 8), and the path back (RFC 3327 section 5.3).</summary>
    private void Describe(SipResponse response, SipRequest request, string name)
    {
        foreach (var bound in _bound[name])
        {
            var left = bound.Binding.Until - Now;
            response.Headers.Add(HeaderName.Contact, new NameAddress("", bound.Contact, Parameters.None.With("expires", Text(left))).ToString());
        }

        response.Headers.Copy(request.Headers, "Path");
        response.Headers.Add("Date", Now.ToString("r", CultureInfo.InvariantCulture));
    }

    private void Bind(PhoneBinding binding, SipUri contact, Flow flow, Flow? connection)
    {
        BoundPhone? bound = null;
        var expiry = _agent.Loop.Schedule(binding.Until - Now, () => LetGo(bound!));
        bound = new BoundPhone(binding, contact, flow with { IsOnlyWay = true }, connection, expiry);
        _bound[binding.Phone].Add(bound);
        NoteSources();
    }

    private void Unbind(BoundPhone bound)
    {
        bound.Expiry.Cancel();
        _bound[bound.Binding.Phone].Remove(bound);
        NoteSources();
    }

    private void LetGoClosed(string name)
    {
        var transport = _agent.Transactions.Transport;
        _bound[name].FindAll(bound => !bound.Binding.OutlivesUs && !transport.IsOpen(bound.Flow)).ForEach(LetGo);
    }

    private void LetGo(BoundPhone bound)
    {
        Unbind(bound);
        LogGone(bound.Binding.Phone, bound.Binding.Remote);
    }

    private void NoteSources() => _sources = [.. _bound.Values.SelectMany(bound => bound.Select(each => each.Flow.Remote.Address))];

    private static string Text(TimeSpan time) => ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(1601, LogLevel.Information, "Phone {Phone} is registered at {Remote} by {Transport} for {Seconds} s")]
    private partial void LogRegistered(string phone, IPEndPoint remote, string transport, int seconds);

    [LoggerMessage(1602, LogLevel.Information, "Phone {Phone} is no longer registered at {Remote}")]
    private partial void LogGone(string phone, IPEndPoint remote);

    [LoggerMessage(1605, LogLevel.Information, "Phone {Phone} is no longer registered at {Remote}: it has {Most} newer places")]
    private partial void LogCrowdedOut(string phone, IPEndPoint remote, int most);
}
