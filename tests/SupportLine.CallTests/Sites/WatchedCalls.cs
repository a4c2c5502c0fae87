using System.Collections.Concurrent;
using NodaTime;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests.Sites;

/// <summary>The record of calls, telling each step to whoever watches the number that calls.</summary>
/// <param name="store">Keeps it.</param>
/// <param name="watchers">By the caller's number: is told the call's id, and the kind and detail of the step.</param>
internal sealed class WatchedCalls(ICallStore store, ConcurrentDictionary<string, Action<string, string, string>> watchers) : ICallStore
{
    private readonly ConcurrentDictionary<string, Action<string, string, string>> _byCall = new();

    public async Task OpenAsync(CallRecord call, string node, CancellationToken ct)
    {
        if (watchers.TryGetValue(call.CallerNumber, out var watcher))
        {
            _byCall[call.Id] = watcher;
        }

        await store.OpenAsync(call, node, ct);
    }

    public ValueTask AppendAsync(string callId, Instant at, string kind, string detail)
    {
        if (_byCall.TryGetValue(callId, out var watcher))
        {
            watcher(callId, kind, detail);
        }

        return store.AppendAsync(callId, at, kind, detail);
    }

    public Task<bool> EndAsync(string callId, CallEnding ending, Instant at, CancellationToken ct) => store.EndAsync(callId, ending, at, ct);

    public Task<CallRecord?> FindAsync(string callId, CancellationToken ct) => store.FindAsync(callId, ct);

    public Task<IReadOnlyList<CallEvent>> EventsAsync(string callId, CancellationToken ct) => store.EventsAsync(callId, ct);

    public Task<IReadOnlyList<CallRecord>> ListAsync(string? lineId, int limit, CancellationToken ct) => store.ListAsync(lineId, limit, ct);

    public Task<IReadOnlyList<CallRecord>> UnendedAsync(string node, CancellationToken ct) => store.UnendedAsync(node, ct);
}
