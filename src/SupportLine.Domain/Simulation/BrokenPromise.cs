using NodaTime;

namespace SupportLine.Domain.Simulation;

/// <summary>A promise that a simulated call broke.</summary>
/// <param name="Call">The call's number, from 1; null where it is the year's, not a call's.</param>
/// <param name="At">When; null with <paramref name="Call"/>.</param>
/// <param name="What">What was promised and what happened.</param>
/// <param name="Decision">The decision with its inputs, as JSON; empty with <paramref name="Call"/>.</param>
public sealed record BrokenPromise(int? Call, Instant? At, string What, string Decision);
