using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Queues;

/// <summary>
/// Those who wait for agents on this node. Who is rung next is decided by the domain, each time something changes; what agents
/// do stands in the store, so that one is taken once, whoever asks.
/// </summary>
public sealed class AgentQueue(Site site) : IAsyncDisposable
{
    /// <summary>In business time: how long what others change in the store may go unseen.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>A timer counts whole ms, and may end before what it is for.</summary>
    private static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);

    /// <summary>Where the store is slower than what changes, the last look has to do: whoever is claimed in vain is not rung.</summary>
    private const int MostLooks = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, QueuedCall> _waiting = [];

    /// <summary>By the id of the call that they are rung for: taken here before the store knows it.</summary>
    private readonly Dictionary<string, IReadOnlyList<Agent>> _rung = [];

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _givingBack = [];

    /// <summary>Ids of those whom a call here has, from before they are claimed until the store has confirmed that they are given back.</summary>
    private readonly HashSet<string> _kept = [];

    private CancellationTokenSource _changed = new();
    private Task<IReadOnlyList<AgentStanding>>? _agents;
    private Instant _lookedAt;
    private IReadOnlyDictionary<string, QueueOutlook>? _outlooks;
    private IReadOnlyList<AgentStanding>? _outlooksOf;
    private Instant _outlooksUntil;

    /// <summary>Cancelled at the next change.</summary>
    internal CancellationToken Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Token;
            }
        }
    }

    /// <summary>Those who wait now.</summary>
    public IReadOnlyCollection<QueuedCall> Waiting
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting.Values];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        Task[] left;
        lock (_lock)
        {
            left = [.. _givingBack];
        }

        await Task.WhenAll(left);
        _stop.Dispose();
        _changed.Dispose();
    }

    /// <summary>Begins a wait; durable when this returns.</summary>
    /// <param name="line">The line, which has a queue.</param>
    /// <param name="ticket">What it is about.</param>
    /// <param name="product">Id of the product, or null.</param>
    /// <param name="callId">The caller's call.</param>
    /// <param name="language">The caller's.</param>
    /// <param name="ct">Cancels it.</param>
    internal async Task<QueuePlace> JoinAsync(Line line, Ticket ticket, string? product, string callId, string language, CancellationToken ct)
    {
        var now = site.Clock.Now;
        var wait = new QueueWait(Guid.CreateVersion7(site.Clock.Time.GetUtcNow()).ToString("N"), line.Id, callId, ticket.Folio.Digits, now);
        await site.Queue.JoinAsync(wait, site.Node, ct);
        var place = QueuedCall.PlaceOf(line.Queue!, SeverityOf(line, ticket), now);
        var call = new QueuedCall(wait.Id, line.Id, product, language, now, place) { CallId = callId };
        Put(call);
        return new QueuePlace(site, this, line.Queue!, call);
    }

    /// <summary>A place that was kept, among those who wait: nothing drives it out, and nobody is told how it stands.</summary>
    internal QueuePlace Rejoin(Line line, CallBack callBack)
    {
        Put(callBack.Call);
        return new QueuePlace(
            site, this, line.Queue! with { OverflowAfter = null, OverflowWaiting = null, AnnounceEvery = Duration.MaxValue }, callBack.Call);
    }

    /// <summary>It waits, and nobody is rung for it.</summary>
    internal void Put(QueuedCall call)
    {
        lock (_lock)
        {
            _waiting[call.Id] = call;
            _rung.Remove(call.Id);
        }

        Wake(agentsToo: false);
    }

    internal void Remove(QueuedCall call)
    {
        lock (_lock)
        {
            _waiting.Remove(call.Id);
            _rung.Remove(call.Id);
        }

        Wake(agentsToo: false);
    }

    /// <summary>Something has changed in the store: everybody who waits looks again, into it too.</summary>
    internal void Pulse() => Wake(agentsToo: true);

    /// <summary>An agent is about to be claimed for a call here; false where another call here has them.</summary>
    internal bool TryKeep(string agentId)
    {
        lock (_lock)
        {
            return _kept.Add(agentId);
        }
    }

    /// <summary>An agent was not claimed.</summary>
    internal void LetGo(string agentId)
    {
        lock (_lock)
        {
            _kept.Remove(agentId);
        }
    }

    /// <summary>
    /// Gives an agent back whom a call here has. Nobody else would, so what the store does not take now is written when it is there
    /// again, and until then they are nobody else's.
    /// </summary>
    internal async Task GiveBackAsync(string agentId, Func<Task> write)
    {
        if (await IsGivenBackAsync(agentId, write) || _stop.IsCancellationRequested) return;
        lock (_lock)
        {
            _givingBack.RemoveAll(task => task.IsCompleted);
            _givingBack.Add(KeepGivingBackAsync(agentId, write));
        }
    }

    /// <summary>
    /// What is to be done for a call that waits. Who is to be rung for it is taken in the same step: whoever looks a moment later, when
    /// the store does not know it yet, finds them taken.
    /// </summary>
    internal async Task<QueueDecision> DecideAsync(QueueTerms terms, QueuedCall call, CancellationToken ct)
    {
        for (var looks = 1; ; looks++)
        {
            var look = Agents();
            var agents = await look.WaitAsync(ct);
            QueueDecision decision;
            lock (_lock)
            {
                // What was read is out of date: an agent who is given back meanwhile would be overlooked, or one who is taken found free.
                if (look != _agents && looks < MostLooks) continue;
                decision = Decide(terms, call, agents, ct);
            }

            if (decision is QueueDecision.Ring) Wake(agentsToo: false);
            return decision;
        }
    }

    /// <summary>Waits for a change, or until there may be one that nobody tells of.</summary>
    internal async Task WaitAsync(CancellationToken changed, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, changed);

        // The usual end is that something changed, and no exception.
        await Task.Delay(UntilLook(), site.Clock.Time, over.Token)
            .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }

    private async Task KeepGivingBackAsync(string agentId, Func<Task> write)
    {
        do
        {
            await Task.Delay(Look, site.RealTime, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!await IsGivenBackAsync(agentId, write) && !_stop.IsCancellationRequested);
    }

    private async Task<bool> IsGivenBackAsync(string agentId, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            return false;
        }

        LetGo(agentId);
        Pulse();
        return true;
    }

    /// <summary>Under the lock.</summary>
    private QueueDecision Decide(QueueTerms terms, QueuedCall call, IReadOnlyList<AgentStanding> agents, CancellationToken ct)
    {
        if (!_waiting.TryGetValue(call.Id, out var waits)) throw new OperationCanceledException("It waits no longer.", ct);
        var decision = QueueRule.Decide(terms, waits, Outlooks(agents)[call.Id], site.Clock.Now);
        if (decision is QueueDecision.Ring ring)
        {
            _waiting[call.Id] = waits with { IsRung = true };
            _rung[call.Id] = ring.Agents;
        }

        return decision;
    }

    /// <summary>Until somebody's wrap-up is over, which nothing else tells of; at most until what others change in the store is looked for.</summary>
    private TimeSpan UntilLook()
    {
        lock (_lock)
        {
            var left = (_outlooksUntil - site.Clock.Now).ToTimeSpan() + TimerStep;
            return left > TimeSpan.Zero && left < Look ? left : Look;
        }
    }

    private void Wake(bool agentsToo)
    {
        CancellationTokenSource changed;
        lock (_lock)
        {
            if (agentsToo) _agents = null;
            _outlooks = null;
            (changed, _changed) = (_changed, new CancellationTokenSource());
        }

        changed.Cancel();
        changed.Dispose();
    }

    /// <summary>The agents as they were a moment ago: all who wait look together.</summary>
    private Task<IReadOnlyList<AgentStanding>> Agents()
    {
        lock (_lock)
        {
            var now = site.Clock.Now;
            if (_agents is null || _agents.IsFaulted || (_agents.IsCompleted && now - _lookedAt >= Duration.FromTimeSpan(Look)))
            {
                (_agents, _lookedAt) = (site.Agents.AgentsAsync(CancellationToken.None), now);
            }

            return _agents;
        }
    }

    /// <summary>How it stands for each, made once until something changes or somebody's wrap-up is over. Under the lock.</summary>
    private IReadOnlyDictionary<string, QueueOutlook> Outlooks(IReadOnlyList<AgentStanding> agents)
    {
        var now = site.Clock.Now;
        if (_outlooks is not null && _outlooksOf == agents && now < _outlooksUntil) return _outlooks;
        var taken = _rung.Values.SelectMany(rung => rung).Select(agent => agent.Id).Concat(_kept).ToHashSet();
        var standing = agents.Select(each => taken.Contains(each.Agent.Id) ? each with { State = each.State with { Node = site.Node } } : each).ToList();
        _outlooksUntil = standing.Select(each => each.State.WrapUpUntil).OfType<Instant>().Where(until => until > now).DefaultIfEmpty(Instant.MaxValue).Min();
        _outlooksOf = agents;
        return _outlooks = QueueRule.Look(_waiting.Values, standing, now);
    }

    /// <summary>A claim that the caller confirmed counts as it was made: verified it is by whoever answers.</summary>
    private static int SeverityOf(Line line, Ticket ticket)
    {
        int Rank(string? id) => Math.Max(0, line.Severities.Select(severity => severity.Id).ToList().IndexOf(id ?? ""));
        return Math.Max(Rank(ticket.Severity), ticket.Confirmed ? Rank(ticket.Claimed) : 0);
    }
}
