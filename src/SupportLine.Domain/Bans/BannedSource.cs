using NodaTime;

namespace SupportLine.Domain.Bans;

/// <summary>A source that is met with silence.</summary>
/// <param name="Source">Its address.</param>
/// <param name="Until">Real time.</param>
/// <param name="Why">In words.</param>
public sealed record BannedSource(string Source, Instant Until, string Why);
