using System.Net;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls.Trunks;

/// <summary>
/// Asks a trunk by OPTIONS whether it is there (RFC 3261 section 11). Any answer says it is, but 503 and 408, by which it, or a
/// proxy before it, says that it takes no calls. In the loop alone.
/// </summary>
/// <param name="agent">Sends.</param>
/// <param name="trunk">With a destination and a time between probes.</param>
/// <param name="targets">Where it is.</param>
/// <param name="changed">Told of each outcome.</param>
internal sealed class TrunkProbe(UserAgent agent, Trunk trunk, TrunkTargets targets, Action changed)
{
    /// <summary>One that is down is asked more often: its callers wait for it.</summary>
    private static readonly TimeSpan WhileDown = TimeSpan.FromSeconds(10);

    private SipTimer? _next;
    private uint _cseq;
    private bool _stopped;

    /// <summary>False once a probe came to nothing; true before the first has ended.</summary>
    public bool IsUp { get; private set; } = true;

    public string Outcome { get; private set; } = "not asked yet";

    public void Start() => Send();

    public void Stop()
    {
        _stopped = true;
        _next?.Cancel();
    }

    private void Send() => Send(targets.First, []);

    /// <param name="first">Whom to ask; null while nobody knows where it is.</param>
    /// <param name="asked">Who has failed in this round: each is asked once, since a round may outlast what is held against the first of them.</param>
    private void Send(IPEndPoint? first, HashSet<IPEndPoint> asked)
    {
        if (first is not { } target || trunk.FlowTo(target, agent.Transactions.Transport) is not { } flow)
        {
            Set(false, first is null ? $"nobody knows where {trunk.Place()} is" : $"nothing we listen on reaches {trunk.Place()} by {trunk.Transport}");
            return;
        }

        var options = new SipRequest(SipMethod.Options, trunk.UriOf("").ToString());
        var self = new NameAddress("", SipUri.Sip("supportline", agent.Transactions.Transport.Advertised(flow).Host), Parameters.None);
        if (trunk.ProxyRoute() is { } route) options.Headers.Add(HeaderName.Route, route.ToString());
        options.Headers
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, self.WithTag(Tokens.Tag()).ToString())
            .Add(HeaderName.To, new NameAddress("", options.RequestUri!, Parameters.None).ToString())
            .Add(HeaderName.CallId, Tokens.CallId())
            .Add(HeaderName.CSeq, new CSeq(++_cseq, SipMethod.Options).ToString())
            .Add(HeaderName.Contact, agent.ContactFor(flow))
            .Add("Accept", UserAgent.Accept)
            .Add("User-Agent", agent.Options.UserAgent);
        agent.Transactions.Send(options, flow, new FinalAnswer(response => OnAnswer(target, response, asked)));
    }

    private void OnAnswer(IPEndPoint target, SipResponse? response, HashSet<IPEndPoint> asked)
    {
        if (_stopped) return;
        if (response is not (null or { Status: 503 or 408 }))
        {
            Set(true, "answers");
            return;
        }

        targets.Blame(target);
        asked.Add(target);
        if (targets.Another(asked) is { } other) Send(other, asked);
        else Set(false, response is null ? "no answer" : $"{response.Status} {ReasonPhrase.Of(response.Status)}");
    }

    private void Set(bool up, string what)
    {
        (IsUp, Outcome) = (up, what);
        var every = trunk.ProbeEvery!.Value;
        _next = agent.Loop.Schedule(up || every < WhileDown ? every : WhileDown, Send);
        changed();
    }
}
