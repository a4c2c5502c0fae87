using System.Collections.Concurrent;
using NodaTime;
using SupportLine.Domain.Calls;

namespace SupportLine.Ivr.Live;

/// <summary>The record of calls, which knows those that go on without asking the store: what they do now is their last step.</summary>
/// <param name="store">Keeps them.</param>
public sealed class LiveCalls(ICallStore store) : ICallStore
{
    private readonly ConcurrentDictionary<string, LiveCall> _calls = new();
    private long _taken;

    /// <summary>Those that go on, on this node.</summary>
    public IReadOnlyCollection<LiveCall> Now => [.. _calls.Values];

    /// <summary>How many there were, those that go on among them.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    public async Task OpenAsync(CallRecord call, string node, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        await store.OpenAsync(call, node, ct);
        Interlocked.Increment(ref _taken);
        _calls[call.Id] = new LiveCall(call);
    }

    public ValueTask AppendAsync(string callId, Instant at, string kind, string detail)
    {
        // Two steps at once are rare, and the later one finds what the other made.
        while (_calls.TryGetValue(callId, out var call) && !_calls.TryUpdate(callId, call.After(at, kind, detail), call))
        {
        }

        return store.AppendAsync(callId, at, kind, detail);
    }

    public async Task<bool> EndAsync(string callId, CallEnding ending, Instant at, CancellationToken ct)
    {
        _calls.TryRemove(callId, out _);
        return await store.EndAsync(callId, ending, at, ct);
    }

    public Task<CallRecord?> FindAsync(string callId, CancellationToken ct) => store.FindAsync(callId, ct);

    public Task<IReadOnlyList<CallEvent>> EventsAsync(string callId, CancellationToken ct) => store.EventsAsync(callId, ct);

    public Task<IReadOnlyList<CallRecord>> ListAsync(string? lineId, int limit, CancellationToken ct) => store.ListAsync(lineId, limit, ct);

    public Task<IReadOnlyList<CallRecord>> UnendedAsync(string node, CancellationToken ct) => store.UnendedAsync(node, ct);
}
