using NodaTime;

namespace SupportLine.Domain.Agents;

/// <summary>What an agent does now, as stored.</summary>
/// <param name="IsSignedIn">Whether callers are put through at all.</param>
/// <param name="Pause">Why nobody is put through although signed in: <c>break</c>, <c>missed</c>; null when not paused.</param>
/// <param name="WrapUpUntil">Until when the call before is being finished; null for none.</param>
/// <param name="IdleSince">When the last call ended, was missed, or the agent signed in: who has waited longest is rung first.</param>
/// <param name="Missed">Calls missed in a row.</param>
/// <param name="Node">The node that rings the agent or has the agent in a talk; null when free.</param>
public sealed record AgentState(bool IsSignedIn, string? Pause, Instant? WrapUpUntil, Instant IdleSince, int Missed, string? Node)
{
    /// <summary>The pause of somebody who did not answer so many calls in a row.</summary>
    public const string MissedPause = "missed";

    public static AgentState SignedOut { get; } = new(IsSignedIn: false, null, null, Instant.MinValue, 0, null);

    /// <summary>Since when the pause goes on, in business time; null when not paused, or where that was not noted.</summary>
    public Instant? PausedAt { get; init; }

    /// <summary>Whether the agent takes calls, now or when the present one is over.</summary>
    public bool IsOnDuty => IsSignedIn && Pause is null;

    /// <summary>Whether the agent can be rung.</summary>
    public bool IsFreeAt(Instant now) => IsOnDuty && Node is null && !(WrapUpUntil > now);
}
