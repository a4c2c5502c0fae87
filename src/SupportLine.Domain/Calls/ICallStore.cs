using NodaTime;

namespace SupportLine.Domain.Calls;

/// <summary>Calls and their steps as stored.</summary>
public interface ICallStore
{
    /// <summary>
    /// Begins it. Durable soon, as a step is; here alone, while nothing can be written, it fails, and the call is to be refused.
    /// </summary>
    Task OpenAsync(CallRecord call, string node, CancellationToken ct);

    /// <summary>
    /// Adds a step. Durable soon after rather than at once: a step is written in order before any later commit of the same
    /// call returns, so that what was said before a folio is there when the folio is.
    /// </summary>
    ValueTask AppendAsync(string callId, Instant at, string kind, string detail);

    /// <summary>Ends it once; a second ending is ignored, and false says so.</summary>
    Task<bool> EndAsync(string callId, CallEnding ending, Instant at, CancellationToken ct);

    Task<CallRecord?> FindAsync(string callId, CancellationToken ct);

    Task<IReadOnlyList<CallEvent>> EventsAsync(string callId, CancellationToken ct);

    Task<IReadOnlyList<CallRecord>> ListAsync(string? lineId, int limit, CancellationToken ct);

    /// <summary>Calls of a node that never ended: what a crash left behind.</summary>
    Task<IReadOnlyList<CallRecord>> UnendedAsync(string node, CancellationToken ct);
}
