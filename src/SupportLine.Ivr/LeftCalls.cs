using System.Collections.Concurrent;
using SupportLine.Domain.Calls;

namespace SupportLine.Ivr;

/// <summary>Calls of this node that are over and could not be ended, because the store was away: no conversation owns them any more.</summary>
internal sealed class LeftCalls
{
    private readonly ConcurrentDictionary<string, CallEnding> _calls = new();

    /// <summary>Those there are now, each with the ending that it is to get.</summary>
    public IReadOnlyCollection<KeyValuePair<string, CallEnding>> Now => [.. _calls];

    public void Add(string callId, CallEnding ending) => _calls[callId] = ending;

    public void Remove(string callId) => _calls.TryRemove(callId, out _);
}
