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
/// <param name="changed">Told of each outcome.</param>
internal sealed class TrunkProbe(UserAgent agent, Trunk trunk, Action changed)
{
    /// <summary>One that is down is asked more often: its callers wait for it.</summary>
    private static readonly TimeSpan WhileDown = TimeSpan.FromSeconds(10);

    private readonly string _host = trunk.Domain ?? HostText.Of(trunk.Destination!.Address);
    private SipTimer? _next;
    private uint _cseq;

    /// <summary>False once a probe came to nothing; true before the first has ended.</summary>
    public bool IsUp { get; private set; } = true;

    public string Outcome { get; private set; } = "not asked yet";

    public void Start() => Send();

    public void Stop() => _next?.Cancel();

    private void Send()
    {
        if (agent.Transactions.Transport.FlowTo(trunk.Kind(), trunk.Destination!) is not { } flow)
        {
            Set(false, $"nothing we listen on reaches {trunk.Destination} by {trunk.Transport}");
            return;
        }

        var options = new SipRequest(SipMethod.Options, SipUri.Sip("", _host, trunk.Domain is null ? trunk.Destination!.Port : 0).ToString());
        var self = new NameAddress("", SipUri.Sip("supportline", agent.Transactions.Transport.Advertised(flow).Host), Parameters.None);
        options.Headers
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, self.WithTag(Tokens.Tag()).ToString())
            .Add(HeaderName.To, new NameAddress("", options.RequestUri!, Parameters.None).ToString())
            .Add(HeaderName.CallId, Tokens.CallId())
            .Add(HeaderName.CSeq, new CSeq(++_cseq, SipMethod.Options).ToString())
            .Add(HeaderName.Contact, agent.ContactFor(flow))
            .Add("Accept", UserAgent.Accept)
            .Add("User-Agent", agent.Options.UserAgent);
        agent.Transactions.Send(options, flow, new FinalAnswer(OnAnswer));
    }

    private void OnAnswer(SipResponse? response) => Set(
        response is not (null or { Status: 503 or 408 }),
        response is null ? "no answer" : response.Status is 503 or 408 ? $"{response.Status} {ReasonPhrase.Of(response.Status)}" : "answers");

    private void Set(bool up, string what)
    {
        (IsUp, Outcome) = (up, what);
        var every = trunk.ProbeEvery!.Value;
        _next = agent.Loop.Schedule(up || every < WhileDown ? every : WhileDown, Send);
        changed();
    }
}
