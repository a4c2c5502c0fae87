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
    /// <summary>
    /// In business time: how long what others change in the store may go unseen, and a wrap-up that is over.
    /// </summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, QueuedCall> _waiting = [];
    private CancellationTokenSource _changed = new();
    private Task<IReadOnlyList<AgentStanding>>? _agents;
    private Instant _lookedAt;

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

    internal IReadOnlyCollection<QueuedCall> Waiting
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting.Values];
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _changed.Dispose();
        return ValueTask.CompletedTask;
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
        var call = new QueuedCall(wait.Id, line.Id, product, language, now, place);
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

    internal void Put(QueuedCall call)
    {
        lock (_lock)
        {
            _waiting[call.Id] = call;
        }

        Pulse();
    }

    internal void Remove(QueuedCall call)
    {
        lock (_lock)
        {
            _waiting.Remove(call.Id);
        }

        Pulse();
    }

    /// <summary>Something has changed: everybody who waits looks again, into the store too.</summary>
    internal void Pulse()
    {
        CancellationTokenSource changed;
        lock (_lock)
        {
            _agents = null;
            (changed, _changed) = (_changed, new CancellationTokenSource());
        }

        changed.Cancel();
        changed.Dispose();
    }

    /// <summary>The agents as they were a moment ago: all who wait look together.</summary>
    internal Task<IReadOnlyList<AgentStanding>> AgentsAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            var now = site.Clock.Now;
            if (_agents is null || _agents.IsFaulted || now - _lookedAt >= Duration.FromTimeSpan(Look))
            {
                (_agents, _lookedAt) = (site.Agents.AgentsAsync(CancellationToken.None), now);
            }

            return _agents.WaitAsync(ct);
        }
    }

    /// <summary>Waits for a change, or as long as one may go unseen.</summary>
    internal async Task WaitAsync(CancellationToken changed, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, changed);

        // The usual end is that something changed, and no exception.
        await Task.Delay(Look, site.Clock.Time, over.Token)
            .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>A claim that the caller confirmed counts as it was made: verified it is by whoever answers.</summary>
    private static int SeverityOf(Line line, Ticket ticket)
    {
        int Rank(string? id) => Math.Max(0, line.Severities.Select(severity => severity.Id).ToList().IndexOf(id ?? ""));
        return Math.Max(Rank(ticket.Severity), ticket.Confirmed ? Rank(ticket.Claimed) : 0);
    }
}
