using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Agents;

/// <summary>Somebody who waits for an agent.</summary>
/// <param name="Id">Of the wait, unique.</param>
/// <param name="LineId">The line.</param>
/// <param name="Product">Id of the product it is about; null where none is known.</param>
/// <param name="Language">BCP 47, of the caller.</param>
/// <param name="JoinedAt">Since when.</param>
/// <param name="Place">The instant by which those who wait are ordered.</param>
public sealed record QueuedCall(string Id, string LineId, string? Product, string Language, Instant JoinedAt, Instant Place)
{
    /// <summary>The caller's call; null for a place kept for a call-back.</summary>
    public string? CallId { get; init; }

    /// <summary>Whether agents are being rung for it.</summary>
    public bool IsRung { get; init; }

    /// <summary>
    /// Each class of severity is worth some time of waiting, so that an urgent call passes those that came a little before it
    /// and none waits for ever.
    /// </summary>
    /// <param name="terms">The line's.</param>
    /// <param name="severity">Place of the severity among the line's, from 0 for the lowest.</param>
    /// <param name="joinedAt">Since when.</param>
    public static Instant PlaceOf(QueueTerms terms, int severity, Instant joinedAt)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return joinedAt - (terms.SeverityAdvance * severity);
    }
}
