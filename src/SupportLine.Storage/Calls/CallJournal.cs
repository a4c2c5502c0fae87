using System.Data.Common;
using Dapper;
using NodaTime;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Calls;

/// <summary>
/// Calls and their steps, written together: a tenth of a second after they happen, or before any later commit of the same call
/// returns, whichever comes first. So no caller hears it ring for as long as the disk takes.
/// </summary>
internal sealed class CallJournal : IAsyncDisposable
{
    private const string InsertCall = """
        INSERT INTO call (id, line_id, dialled, caller_number, started_at, node)
        VALUES (@Id, @LineId, @Dialled, @CallerNumber, @StartedAt, @Node)
        """;

    // Counted on from what is there: a call may get a step long after its end, as when its recording is deleted.
    private const string InsertStep = """
        INSERT INTO call_event (call_id, seq, at, kind, detail)
        SELECT @CallId, COALESCE(MAX(seq), 0) + 1, @At, @Kind, @Detail FROM call_event WHERE call_id = @CallId
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private readonly Database _database;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Pending> _calls = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _flushing;
    private volatile bool _isAway;

    public CallJournal(Database database, TimeProvider time)
    {
        _database = database;
        _flushing = KeepFlushingAsync(time);
    }

    /// <summary>
    /// A call begins. While the database cannot be written it fails at once and nothing is kept: whoever phones is refused,
    /// and may be served elsewhere.
    /// </summary>
    public async Task OpenAsync(Opening call, CancellationToken ct)
    {
        lock (_lock)
        {
            _calls[call.Id] = new Pending { Opening = call, IsOpen = true };
        }

        if (!_isAway) return;
        try
        {
            await FlushAsync(call.Id, ct);
        }
        catch
        {
            Forget(call.Id);
            throw;
        }
    }

    public void Append(string callId, Instant at, string kind, string detail)
    {
        lock (_lock)
        {
            if (!_calls.TryGetValue(callId, out var pending)) _calls[callId] = pending = new Pending();
            pending.Steps.Add(new Step(callId, Column.Of(at), kind, detail));
        }
    }

    /// <summary>Writes what waits of a call; returns when it is durable.</summary>
    public Task FlushAsync(string? callId, CancellationToken ct) =>
        callId is not null && Find(callId) is { Waits: true } pending ? WriteAsync(callId, pending, NothingMore, ct) : Task.CompletedTask;

    /// <summary>Writes what waits of all calls.</summary>
    public Task FlushAsync(CancellationToken ct)
    {
        List<string> calls;
        lock (_lock)
        {
            calls = [.. _calls.Where(call => call.Value.Waits).Select(call => call.Key)];
        }

        return Task.WhenAll(calls.Select(call => FlushAsync(call, ct)));
    }

    /// <summary>Writes what waits of a call and its end, in one commit.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="end">Writes the end; gives how many rows it ended.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<int> EndAsync(string callId, Func<DbConnection, DbTransaction, Task<int>> end, CancellationToken ct)
    {
        var ended = await WriteAsync(callId, Find(callId) ?? new Pending(), end, ct);
        Forget(callId);
        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _flushing;
        await FlushAsync(CancellationToken.None);
        _stop.Dispose();
    }

    private static Task<int> NothingMore(DbConnection connection, DbTransaction transaction) => Task.FromResult(0);

    private Pending? Find(string callId)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(callId);
        }
    }

    private void Forget(string callId)
    {
        lock (_lock)
        {
            _calls.Remove(callId);
        }
    }

    private async Task<int> WriteAsync(string callId, Pending pending, Func<DbConnection, DbTransaction, Task<int>> further, CancellationToken ct)
    {
        // One flush of a call at a time keeps its steps in order.
        await pending.Gate.WaitAsync(ct);
        try
        {
            List<Step> steps;
            lock (_lock)
            {
                steps = [.. pending.Steps];
            }

            var result = await _database.WriteAsync(
                async (connection, transaction) =>
                {
                    if (pending.Opening is { } opening) await connection.ExecuteAsync(InsertCall, opening, transaction);
                    if (steps.Count > 0) await connection.ExecuteAsync(InsertStep, steps, transaction);
                    return await further(connection, transaction);
                },
                ct);
            _isAway = false;
            lock (_lock)
            {
                pending.Opening = null;
                pending.Steps.RemoveRange(0, steps.Count);

                // Whatever came late to a call that is over is written, and nothing of it stays.
                if (!pending.IsOpen && pending.Steps.Count == 0) _calls.Remove(callId);
            }

            return result;
        }
        catch (Exception e) when (e is DbException or StoreException)
        {
            _isAway = true;
            throw;
        }
        finally
        {
            pending.Gate.Release();
        }
    }

    private async Task KeepFlushingAsync(TimeProvider time)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Soon, time, _stop.Token);
                await FlushAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is DbException or StoreException)
            {
                // The database is away: the steps wait, and whoever commits something of the call is told.
                continue;
            }
        }
    }

    /// <summary>A call's row as it begins.</summary>
    internal sealed record Opening(string Id, string? LineId, string Dialled, string CallerNumber, long StartedAt, string Node);

    private sealed record Step(string CallId, long At, string Kind, string Detail);

    private sealed class Pending
    {
        public Opening? Opening { get; set; }

        public List<Step> Steps { get; } = [];

        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>Whether the call goes on here, so that steps may follow.</summary>
        public bool IsOpen { get; init; }

        public bool Waits => Opening is not null || Steps.Count > 0;
    }
}
