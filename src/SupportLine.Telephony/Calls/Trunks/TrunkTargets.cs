using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Locating;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls.Trunks;

/// <summary>
/// Where a trunk, or its outbound proxy, is: an address, or what its name is found at, asked again as the answers age. One that failed comes after the
/// others for a while (RFC 3263 section 4.3). Changed in the loop alone; read from any thread.
/// </summary>
internal sealed partial class TrunkTargets
{
    /// <summary>How long one that failed is put behind the others.</summary>
    private static readonly TimeSpan Penalty = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Latest = TimeSpan.FromHours(1);

    private readonly UserAgent _agent;
    private readonly Trunk _trunk;
    private readonly ILogger _logger;
    private readonly Action _located;
    private readonly Action _changed;
    private readonly Dictionary<IPEndPoint, long> _blamed = [];
    private volatile IPEndPoint[] _all = [];
    private SipTimer? _next;
    private bool _stopped;

    /// <param name="agent">Its loop and its locator.</param>
    /// <param name="trunk">With a destination.</param>
    /// <param name="located">Told when the first are known.</param>
    /// <param name="changed">Told when nobody knows any.</param>
    public TrunkTargets(UserAgent agent, Trunk trunk, Action located, Action changed)
    {
        (_agent, _trunk, _logger, _located, _changed) = (agent, trunk, agent.Logger, located, changed);
        if (trunk.NextHop() is IPEndPoint address) _all = [address];
    }

    /// <summary>Every address of it, however it does.</summary>
    public IReadOnlyList<IPEndPoint> All => _all;

    /// <summary>In the order to be tried. In the loop.</summary>
    public IReadOnlyList<IPEndPoint> InOrder => [.. Reachable.OrderBy(IsBlamed)];

    /// <summary>The one to be tried first; null while nobody knows where it is. In the loop.</summary>
    public IPEndPoint? First => InOrder is [var first, ..] ? first : null;

    /// <summary>Whether one is left that did not fail lately. In the loop.</summary>
    public bool HasAnother => Another([]) is not null;

    /// <summary>Those of a version of IP that we listen on; where there is none, whoever tries says why it does not go.</summary>
    private IEnumerable<IPEndPoint> Reachable
    {
        get
        {
            var reachable = _all.Where(target => _trunk.FlowTo(target, _agent.Transactions.Transport) is not null).ToList();
            return reachable.Count > 0 ? reachable : _all;
        }
    }

    public void Start()
    {
        if (_all.Length > 0) _located();
        if (_trunk.NextHop() is DnsEndPoint name) _ = LocateAsync(name);
    }

    public void Stop()
    {
        _stopped = true;
        _next?.Cancel();
    }

    /// <summary>It failed. In the loop.</summary>
    public void Blame(IPEndPoint target) => _blamed[target] = _agent.Loop.Time.GetTimestamp();

    /// <summary>One that did not fail lately and is none of those; null where there is none. In the loop.</summary>
    public IPEndPoint? Another(IReadOnlyCollection<IPEndPoint> tried) => Reachable.FirstOrDefault(target => !IsBlamed(target) && !tried.Contains(target));

    private bool IsBlamed(IPEndPoint target) => _blamed.TryGetValue(target, out var at) && _agent.Loop.Time.GetElapsedTime(at) < Penalty;

    private async Task LocateAsync(DnsEndPoint name)
    {
        Located? found = null;
        try
        {
            found = await _agent.Locator.LocateAsync(name.Host, name.Port, _trunk.Kind(), CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever fails here, the trunk is looked for again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogLookupFailed(e, _trunk.Name, name.Host);
        }

        _agent.Loop.Post(() => Take(name, found?.Targets, found?.GoodFor ?? Soonest));
    }

    /// <summary>What was known stays where nobody answers: a name server that is down takes no trunk with it.</summary>
    private void Take(DnsEndPoint name, IReadOnlyList<IPEndPoint>? targets, TimeSpan goodFor)
    {
        if (_stopped) return;
        var isFirst = _all.Length == 0;
        if (targets is null) LogNotFound(_trunk.Name, name.Host);
        else _all = [.. targets];
        foreach (var gone in _blamed.Keys.Except(_all).ToList()) _blamed.Remove(gone);
        _next = _agent.Loop.Schedule(TimeSpan.FromTicks(Math.Clamp(goodFor.Ticks, Soonest.Ticks, Latest.Ticks)), () => _ = LocateAsync(name));
        if (isFirst && _all.Length > 0) _located();
        else if (isFirst) _changed();
    }

    [LoggerMessage(1504, LogLevel.Warning, "Trunk {Trunk}: nobody knows where {Host} is")]
    private partial void LogNotFound(string trunk, string host);

    [LoggerMessage(1505, LogLevel.Warning, "Trunk {Trunk}: {Host} could not be looked up")]
    private partial void LogLookupFailed(Exception e, string trunk, string host);
}
