using SupportLine.Domain.Calls;
using SupportLine.Domain.Clock;

namespace SupportLine.Ivr.Conversations;

/// <summary>A call's steps, in order, as they happen.</summary>
/// <param name="calls">Keeps them.</param>
/// <param name="clock">Business time.</param>
/// <param name="callId">The caller's call; null keeps nothing, for a leg that belongs to no call.</param>
internal sealed class CallJournal(ICallStore calls, BusinessClock clock, string? callId)
{
    public string? CallId { get; } = callId;

    /// <param name="kind">See <see cref="CallEvent"/>.</param>
    /// <param name="detail">Never a PIN's digits.</param>
    public ValueTask AddAsync(string kind, string detail) =>
        CallId is null ? ValueTask.CompletedTask : calls.AppendAsync(CallId, clock.Now, kind, detail);
}
