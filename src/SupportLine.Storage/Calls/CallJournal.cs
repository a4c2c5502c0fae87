using System.Collections.Concurrent;
using Dapper;
using NodaTime;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Calls;

/// <summary>
/// Steps of calls, written together: a second after they happen, or before any later commit of the same call returns,
/// whichever comes first.
/// </summary>
internal sealed class CallJournal : IAsyncDisposable
{
    private const string Insert = """
        INSERT INTO call_event (call_id, seq, at, kind, detail) VALUES (@CallId, @Seq, @At, @Kind, @Detail)
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly ConcurrentDictionary<string, Pending> _calls = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _flushing;

    public CallJournal(Database database, TimeProvider time)
    {
        _database = database;
        _flushing = FlushEverySecondAsync(time);
    }

    public void Append(string callId, Instant at, string kind, string detail)
    {
        var pending = _calls.GetOrAdd(callId, static _ => new Pending());
        lock (pending)
        {
            pending.Steps.Add(new Step(callId, ++pending.Seq, Column.Of(at), kind, detail));
        }
    }

    /// <summary>Writes what waits of a call; returns when it is durable.</summary>
    public async Task FlushAsync(string? callId, CancellationToken ct)
    {
        if (callId is null || !_calls.TryGetValue(callId, out var pending))
        {
            return;
        }

        // One flush of a call at a time keeps its steps in order.
        await pending.Gate.WaitAsync(ct);
        try
        {
            List<Step> steps;
            lock (pending)
            {
                steps = [.. pending.Steps];
            }

            if (steps.Count > 0)
            {
                await _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(Insert, steps, transaction), ct);
                lock (pending)
                {
                    pending.Steps.RemoveRange(0, steps.Count);
                }
            }
        }
        finally
        {
            pending.Gate.Release();
        }
    }

    /// <summary>The call has ended: no further steps come.</summary>
    public void Forget(string callId) => _calls.TryRemove(callId, out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _flushing;
        foreach (var call in _calls.Keys)
        {
            await FlushAsync(call, CancellationToken.None);
        }

        _stop.Dispose();
    }

    private async Task FlushEverySecondAsync(TimeProvider time)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Soon, time, _stop.Token);
                foreach (var (call, pending) in _calls)
                {
                    if (pending.Steps.Count > 0)
                    {
                        await FlushAsync(call, _stop.Token);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or StoreException)
            {
                // The database is away: the steps wait, and whoever commits something of the call is told.
                continue;
            }
        }
    }

    private sealed record Step(string CallId, long Seq, long At, string Kind, string Detail);

    private sealed class Pending
    {
        public List<Step> Steps { get; } = [];

        public SemaphoreSlim Gate { get; } = new(1);

        public long Seq { get; set; }
    }
}
