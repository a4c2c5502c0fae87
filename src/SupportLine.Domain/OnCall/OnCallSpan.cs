using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>A stretch of time during which the same engineers are on call.</summary>
/// <param name="During">From the change before to the change after it.</param>
/// <param name="EngineerIds">In the order in which they are rung; empty in a gap.</param>
public sealed record OnCallSpan(Interval During, IReadOnlyList<string> EngineerIds);
