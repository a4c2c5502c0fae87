using System.Collections.Concurrent;
using SupportLine.Domain.Calls;

namespace SupportLine.Ivr;

/// <summary>Calls of this node that are over and could not be ended, because the store was away.</summary>
internal sealed class LeftCalls
{
    private readonly ConcurrentDictionary<string, CallEnding?> _calls = new();

    /// <summary>Those that no conversation owns any more, each with the ending that it is to get.</summary>
    public IReadOnlyCollection<(string CallId, CallEnding Ending)> Now => [.. _calls.Where(call => call.Value is not null).Select(call => (call.Key, call.Value!.Value))];

    /// <summary>Whether there is none, nor any that its conversation still tries to keep.</summary>
    public bool IsEmpty => _calls.IsEmpty;

    /// <summary>Its conversation tries again to keep what was said.</summary>
    public void Hold(string callId) => _calls[callId] = null;

    public void Add(string callId, CallEnding ending) => _calls[callId] = ending;

    public void Remove(string callId) => _calls.TryRemove(callId, out _);
}
