namespace SupportLine.Domain.Lines;

/// <summary>What is attended while support is closed; everything else waits as a ticket.</summary>
/// <param name="RingsOnCall">Ids of the severities put through to the engineer on call.</param>
/// <param name="BookedVisits">Whether a visit booked beforehand lets its caller through (IPX-13).</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record OutOfHours(IReadOnlyList<string> RingsOnCall, bool BookedVisits, string Source);
