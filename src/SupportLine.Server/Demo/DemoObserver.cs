using System.Collections.Concurrent;
using NodaTime;
using SupportLine.Domain.Calls;

namespace SupportLine.Server.Demo;

/// <summary>Watches the record of calls as it is written: what is said and asked is shown, and the made-up callers answer.</summary>
internal sealed class DemoObserver(ICallStore store) : ICallStore
{
    private readonly ConcurrentDictionary<string, DemoCaller> _byCall = new();
    private readonly ConcurrentDictionary<string, DemoCaller> _byNumber = new();

    /// <summary>The caller whose next call from that number it will be.</summary>
    public void Expect(DemoCaller caller) => _byNumber[caller.Script.CallerNumber] = caller;

    public async Task OpenAsync(CallRecord call, string node, CancellationToken ct)
    {
        if (_byNumber.TryRemove(call.CallerNumber, out var caller))
        {
            _byCall[call.Id] = caller;
        }

        await store.OpenAsync(call, node, ct);
    }

    public ValueTask AppendAsync(string callId, Instant at, string kind, string detail)
    {
        if (_byCall.TryGetValue(callId, out var caller))
        {
            caller.Observe(kind, detail);
        }

        return store.AppendAsync(callId, at, kind, detail);
    }

    public async Task<bool> EndAsync(string callId, CallEnding ending, Instant at, CancellationToken ct)
    {
        var ended = await store.EndAsync(callId, ending, at, ct);
        if (_byCall.TryRemove(callId, out var caller))
        {
            caller.Ended(ending);
        }

        return ended;
    }

    public Task<CallRecord?> FindAsync(string callId, CancellationToken ct) => store.FindAsync(callId, ct);

    public Task<IReadOnlyList<CallEvent>> EventsAsync(string callId, CancellationToken ct) => store.EventsAsync(callId, ct);

    public Task<IReadOnlyList<CallRecord>> ListAsync(string? lineId, int limit, CancellationToken ct) => store.ListAsync(lineId, limit, ct);

    public Task<IReadOnlyList<CallRecord>> UnendedAsync(string node, CancellationToken ct) => store.UnendedAsync(node, ct);
}
