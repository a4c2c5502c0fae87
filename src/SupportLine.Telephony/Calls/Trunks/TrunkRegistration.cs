using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls.Trunks;

/// <summary>
/// Our registration with a trunk (RFC 3261 section 10.2): kept alive, and taken up again after a failure with a back-off that
/// doubles and is spread (RFC 5626 section 4.5), so that a registrar that comes back is not met by everybody at once. In the
/// loop alone.
/// </summary>
/// <param name="agent">Sends.</param>
/// <param name="trunk">With a destination, an account and a time to register for.</param>
/// <param name="targets">Where it is.</param>
/// <param name="digest">Answers its challenges; shared with the calls.</param>
/// <param name="changed">Told when it stands or falls.</param>
internal sealed partial class TrunkRegistration(UserAgent agent, Trunk trunk, TrunkTargets targets, DigestClient digest, Action changed)
{
    /// <summary>Challenges answered in a row: of proxies on the way, and a stale nonce; more is a quarrel.</summary>
    private const int MostTries = 4;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GoodWhile = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    private readonly ILogger _logger = agent.Logger;
    private readonly string _callId = Tokens.CallId();
    private readonly SipUri _self = Portless(trunk.UriOf(trunk.Account!.Username));
    private TimeSpan _lifetime = trunk.RegisterFor!.Value;
    private uint _cseq;
    private int _failures;
    private SipTimer? _next;
    private SipTimer? _expiry;
    private SipTimer? _look;
    private int _gone;
    private TaskCompletionSource? _leaving;

    /// <summary>Whether the trunk has us.</summary>
    public bool IsRegistered { get; private set; }

    /// <summary>Whether a try has come out, either way.</summary>
    public bool IsTried { get; private set; }

    /// <summary>How the last try came out, in words.</summary>
    public string Outcome
    {
        get;
        private set => (field, IsTried) = (value, true);
    } = "not tried yet";

    /// <summary>The way our requests to it have to take (RFC 3608), in order; empty for straight there.</summary>
    public IReadOnlyList<string> ServiceRoute { get; private set; } = [];

    public void Start() => Send(MostTries);

    /// <summary>Takes the registration back; completes when the trunk has answered, or does not within a transaction's life.</summary>
    public Task LeaveAsync()
    {
        _next?.Cancel();
        _expiry?.Cancel();
        _look?.Cancel();
        _leaving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (IsRegistered) Send(MostTries);
        else _leaving.TrySetResult();
        return _leaving.Task;
    }

    private void Send(int triesLeft)
    {
        if (targets.First is not { } target || trunk.FlowTo(target, agent.Transactions.Transport) is not { } flow)
        {
            Fail(targets.First is null ? $"nobody knows where {trunk.Place()} is" : $"nothing we listen on reaches {trunk.Place()} by {trunk.Transport}", null);
            return;
        }

        var register = Request(flow);
        digest.Authorize(register);
        agent.Transactions.Send(register, flow, new FinalAnswer(response => OnAnswer(register, target, flow, response, triesLeft - 1)));
    }

    private SipRequest Request(Flow flow)
    {
        var self = new NameAddress("", _self, Parameters.None);
        var register = new SipRequest(SipMethod.Register, SipUri.Sip("", _self.Host).ToString());
        if (trunk.ProxyRoute() is { } route) register.Headers.Add(HeaderName.Route, route.ToString());
        register.Headers
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, self.WithTag(Tokens.Tag()).ToString())
            .Add(HeaderName.To, self.ToString())
            .Add(HeaderName.CallId, _callId)
            .Add(HeaderName.CSeq, new CSeq(++_cseq, SipMethod.Register).ToString())
            .Add(HeaderName.Contact, agent.ContactFor(flow, _self.User))
            .Add("Expires", Seconds(_leaving is null ? _lifetime : TimeSpan.Zero))
            .Add("Supported", "path")
            .Add("User-Agent", agent.Options.UserAgent);
        return register;
    }

    private void OnAnswer(SipRequest register, IPEndPoint target, Flow flow, SipResponse? response, int triesLeft)
    {
        if (_leaving is not null && response?.Status is not (401 or 407))
        {
            Leave();
            return;
        }

        if (response is null or { Status: 503 })
        {
            targets.Blame(target);
            if (triesLeft > 0 && targets.HasAnother)
            {
                // Another of its servers, at once (RFC 3263 section 4.3).
                Send(triesLeft);
                return;
            }
        }

        switch (response)
        {
            case null:
                Fail("no answer", null);
                break;
            case { IsSuccess: true }:
                Succeed(register, flow, response);
                break;
            case { Status: 401 or 407 } when triesLeft > 0 && digest.Learn(register, response):
                Send(triesLeft);
                break;
            case { Status: 423 } when triesLeft > 0 && LongerThan(response) is { } longer:
                _lifetime = longer;
                Send(triesLeft);
                break;
            default:
                Fail($"{response.Status} {ReasonPhrase.Of(response.Status)}", response);
                break;
        }
    }

    /// <summary>What a registrar wants that found the time too short (section 10.2.8).</summary>
    private TimeSpan? LongerThan(SipResponse response) =>
        SecondsOf(response.Headers.Get("Min-Expires")) is { } least && least > _lifetime && least <= LongestLifetime ? least : null;

    private void Succeed(SipRequest register, Flow flow, SipResponse response)
    {
        var granted = Granted(register, response);
        if (granted <= TimeSpan.Zero)
        {
            Fail("it answered without having us", null);
            return;
        }

        _failures = 0;
        ServiceRoute = [.. response.Headers.Elements("Service-Route")];
        Outcome = "registered";
        _expiry?.Cancel();
        _expiry = agent.Loop.Schedule(granted, () =>
        {
            Outcome = "it ran out";
            Set(registered: false);
        });
        Schedule(granted * Between(0.75, 0.9));
        Watch(flow, agent.Transactions.Transport.ConnectionOf(flow), agent.Loop.Time.GetTimestamp());
        Set(registered: true);
    }

    /// <summary>
    /// Calls come by the connection that we registered by: when it is gone the trunk learns of another one at once, not when the registration would be
    /// refreshed (RFC 5626 section 4.4).
    /// </summary>
    private void Watch(Flow flow, object? connection, long since)
    {
        _look?.Cancel();
        if (flow.IsUnreliable) return;
        _look = agent.Loop.Schedule(LookEvery, () =>
        {
            if (connection is not null && agent.Transactions.Transport.ConnectionOf(flow) == connection) Watch(flow, connection, since);
            else OnConnectionGone(agent.Loop.Time.GetElapsedTime(since));
        });
    }

    /// <summary>A trunk that goes on closing them is asked less and less often.</summary>
    private void OnConnectionGone(TimeSpan after)
    {
        _gone = after > GoodWhile ? 0 : _gone + 1;
        LogConnectionGone(trunk.Name, (int)after.TotalSeconds);
        if (_gone == 0) Send(MostTries);
        else if (BackOff(_gone) is var wait && wait < _lifetime * 0.75) Schedule(wait);
    }

    private static TimeSpan BackOff(int failures)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(failures - 1, 10)) * Between(0.5, 1);
        return wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>
    /// Of our own binding: registrars name all of an address (section 10.2.4). Where a border controller has written ours another way, the shortest
    /// of all: a registration that has run out unnoticed lets no call in.
    /// </summary>
    private TimeSpan Granted(SipRequest register, SipResponse response)
    {
        var own = register.Contact!.Uri;
        var bindings = response.Addresses(HeaderName.Contact).ToList();
        var ours = bindings.Find(contact => contact.Uri.User == own.User && contact.Uri.Host.Equals(own.Host, StringComparison.OrdinalIgnoreCase) && contact.Uri.Port == own.Port);
        var granted = ours is null ? bindings.Min(contact => SecondsOf(contact.Parameters["expires"])) : SecondsOf(ours.Parameters["expires"]);
        return granted ?? SecondsOf(response.Headers.Get("Expires")) ?? _lifetime;
    }

    private void Fail(string what, SipResponse? response)
    {
        Outcome = what;
        if (_leaving is not null)
        {
            Leave();
            return;
        }

        var wait = BackOff(++_failures);
        if (SecondsOf(response?.Headers.Get("Retry-After")?.Split(';', '(')[0].Trim()) is { } asked && asked <= LongestWait && asked > wait) wait = asked;
        LogFailed(trunk.Name, what, (int)wait.TotalSeconds);
        Schedule(wait);
        changed();
    }

    private void Leave()
    {
        IsRegistered = false;
        _leaving!.TrySetResult();
    }

    private void Set(bool registered)
    {
        IsRegistered = registered;
        changed();
    }

    private void Schedule(TimeSpan wait)
    {
        _next?.Cancel();
        _next = agent.Loop.Schedule(wait, () => Send(MostTries));
    }

    private static SipUri Portless(SipUri uri) => SipUri.Sip(uri.User, uri.Host);

    private static double Between(double least, double most) => least + (Random.Shared.NextDouble() * (most - least));

    private static string Seconds(TimeSpan time) => ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static TimeSpan? SecondsOf(string? text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    [LoggerMessage(1506, LogLevel.Warning, "Trunk {Trunk}: the connection that its calls come by is gone after {Seconds} s")]
    private partial void LogConnectionGone(string trunk, int seconds);

    [LoggerMessage(1501, LogLevel.Warning, "Trunk {Trunk}: registration failed: {What}; tried again in {Seconds} s")]
    private partial void LogFailed(string trunk, string what, int seconds);
}
