namespace SupportLine.Domain.Calls;

/// <summary>A recorded decision run again.</summary>
/// <param name="Now">What is decided now.</param>
/// <param name="Then">What was decided.</param>
/// <param name="SameLine">Whether the line file is still the one it was decided by.</param>
/// <param name="SameTz">Whether the tz database is still the one it was decided by.</param>
public sealed record RouteReplay(RouteDecision Now, RouteDecision Then, bool SameLine, bool SameTz)
{
    /// <summary>Whether the same is decided again.</summary>
    public bool Holds => Now == Then;
}
