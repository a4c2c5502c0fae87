using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>
/// A leg that no attempt of an escalation tells of: of an agent, of a customer who is called back, of an engineer who is brought into a talk,
/// of an exercise, or of a caller who waits for somebody or talks.
/// </summary>
/// <param name="LegId">Identity of the leg.</param>
/// <param name="Node">The node that placed it, whose start ends what its life before left; where it is gone, another node does.</param>
/// <param name="EngineerId">Which engineer's phone it is; empty for anybody else's.</param>
/// <param name="Ending">How it is ended by whoever finds it standing, as the telephone wrote it down.</param>
/// <param name="RingsUntil">Business time when a ring is over by itself; null once it was answered.</param>
public sealed record StandingLeg(string LegId, string Node, string EngineerId, string Ending, Instant? RingsUntil);
