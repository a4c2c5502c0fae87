using NodaTime;
using SupportLine.Domain.Calls;

namespace SupportLine.Ivr.Exploration;

/// <summary>Calls kept in memory.</summary>
internal sealed class MemoryCalls : ICallStore
{
    private readonly Dictionary<string, CallRecord> _calls = [];
    private readonly Dictionary<string, List<CallEvent>> _events = [];

    public CallRecord this[string id] => _calls[id];

    public Task OpenAsync(CallRecord call, string node, CancellationToken ct)
    {
        _calls.Add(call.Id, call);
        return Task.CompletedTask;
    }

    public ValueTask AppendAsync(string callId, Instant at, string kind, string detail)
    {
        var events = Events(callId);
        events.Add(new CallEvent(callId, events.Count + 1, at, kind, detail));
        return ValueTask.CompletedTask;
    }

    public Task<bool> EndAsync(string callId, CallEnding ending, Instant at, CancellationToken ct)
    {
        var call = _calls[callId];
        if (call.Ending is not null) return Task.FromResult(false);
        _calls[callId] = call with { Ending = ending, EndedAt = at };
        return Task.FromResult(true);
    }

    public Task<CallRecord?> FindAsync(string callId, CancellationToken ct) => Task.FromResult(_calls.GetValueOrDefault(callId));

    public Task<IReadOnlyList<CallEvent>> EventsAsync(string callId, CancellationToken ct) => Task.FromResult<IReadOnlyList<CallEvent>>(Events(callId));

    public Task<IReadOnlyList<CallRecord>> ListAsync(string? lineId, int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<CallRecord>>([.. _calls.Values]);

    public Task<IReadOnlyList<CallRecord>> UnendedAsync(string node, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<CallRecord>>([.. _calls.Values.Where(call => call.Ending is null)]);

    public string Number(string callId) => _calls.GetValueOrDefault(callId)?.CallerNumber ?? "";

    public List<CallEvent> Events(string callId) => _events.TryGetValue(callId, out var known) ? known : _events[callId] = [];
}
