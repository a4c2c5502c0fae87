using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;

namespace SupportLine.Telephony.Calls.Trunks;

/// <summary>A trunk as it stands: registered or not, there or not. In the loop alone.</summary>
internal sealed partial class TrunkLink
{
    private readonly ILogger _logger;
    private readonly TrunkRegistration? _registration;
    private readonly TrunkProbe? _probe;
    private readonly TrunkTargets? _targets;
    private bool? _wasUp;

    public TrunkLink(UserAgent agent, Trunk trunk)
    {
        _logger = agent.Logger;
        Trunk = trunk;
        Digest = trunk.Account is { } account ? new DigestClient(account.AuthUsername ?? account.Username, account.Password) : null;
        if (trunk.Destination is null) return;
        _targets = new TrunkTargets(agent, trunk, OnLocated, OnChanged);
        _registration = trunk.RegisterFor is null || Digest is null ? null : new TrunkRegistration(agent, trunk, _targets, Digest, OnChanged);
        _probe = trunk.ProbeEvery is null ? null : new TrunkProbe(agent, trunk, _targets, OnChanged);
    }

    public Trunk Trunk { get; }

    /// <summary>Answers its challenges; null where it has to know us by our address.</summary>
    public DigestClient? Digest { get; }

    /// <summary>Whether calls go to it: where it is down they are spared the wait.</summary>
    public bool IsUp => !IsLost && _registration is not { IsRegistered: false } && _probe is not { IsUp: false };

    /// <summary>The way our calls to it take: its outbound proxy, then what its registrar names (RFC 3608), the same one named once.</summary>
    public IReadOnlyList<string> Route => Trunk.ProxyRoute() is not { } proxy || Begins(ServiceRoute, proxy.Uri) ? ServiceRoute : [proxy.ToString(), .. ServiceRoute];

    public TrunkStatus Status => new(Trunk.Name, IsUp, What);

    private IReadOnlyList<string> ServiceRoute => _registration?.ServiceRoute ?? [];

    /// <summary>Nobody knows where it is.</summary>
    private bool IsLost => _targets is { All.Count: 0 };

    private string What => IsLost ? $"nobody knows where {Trunk.Place()} is" : (_registration, _probe) switch
    {
        (null, null) => "not asked",
        ({ IsRegistered: false, IsTried: true } registration, _) => registration.Outcome,
        (_, { IsUp: false } probe) => probe.Outcome,
        ({ IsRegistered: false } registration, _) => registration.Outcome,
        (not null, _) => "registered",
        (_, var probe) => probe!.Outcome,
    };

    /// <summary>Where calls to it go, in the order to be tried; empty while nobody knows, or where it takes none.</summary>
    public IReadOnlyList<IPEndPoint> Targets => _targets?.InOrder ?? [];

    /// <summary>Whether a source is one of its servers. From any thread.</summary>
    public bool IsAt(IPAddress source) => _targets?.All.Any(target => target.Address.Equals(source)) == true;

    /// <summary>Whether one more call fits in.</summary>
    /// <param name="calls">Those it carries.</param>
    /// <param name="isOnCall">Whether it is one that channels are kept for.</param>
    public bool HasRoom(int calls, bool isOnCall) => Trunk.Channels is not { } most || calls < most - (isOnCall ? 0 : Trunk.ReservedForOnCall);

    /// <summary>A call by this target failed.</summary>
    public void Blame(IPEndPoint target) => _targets?.Blame(target);

    public void Start() => _targets?.Start();

    /// <summary>Takes the registration back and asks no more.</summary>
    public Task LeaveAsync()
    {
        _probe?.Stop();
        _targets?.Stop();
        return _registration?.LeaveAsync() ?? Task.CompletedTask;
    }

    private static bool Begins(IReadOnlyList<string> route, SipUri by) =>
        route is [var first, ..] && NameAddress.TryParse(first, out var hop) && hop.Uri.Port == by.Port && hop.Uri.Host.Equals(by.Host, StringComparison.OrdinalIgnoreCase);

    private void OnLocated()
    {
        _registration?.Start();
        _probe?.Start();
    }

    /// <summary>Neither up nor down: no try has come out yet, and none has failed.</summary>
    private bool IsUndecided => !IsLost && _registration is { IsTried: false } && _probe is not { IsUp: false };

    /// <summary>One word when it goes down and one when it is back, not one for each try.</summary>
    private void OnChanged()
    {
        if (_wasUp == IsUp || IsUndecided) return;
        if (!IsUp) LogDown(Trunk.Name, What);
        else LogUp(Trunk.Name, What);
        _wasUp = IsUp;
    }

    [LoggerMessage(1502, LogLevel.Error, "Trunk {Trunk} is down: {What}")]
    private partial void LogDown(string trunk, string what);

    [LoggerMessage(1503, LogLevel.Information, "Trunk {Trunk} is up: {What}")]
    private partial void LogUp(string trunk, string what);
}
