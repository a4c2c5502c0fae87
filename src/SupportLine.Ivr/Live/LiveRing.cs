using NodaTime;

namespace SupportLine.Ivr.Live;

/// <summary>A phone that rings for a call.</summary>
/// <param name="Who"><c>agent:anna</c>, or a target.</param>
/// <param name="Since">Business time.</param>
public sealed record LiveRing(string Who, Instant Since);
