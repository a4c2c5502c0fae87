using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>An engineer's time on call, in the rota's zone: repeated weekly, or once.</summary>
/// <param name="EngineerId">Who.</param>
/// <param name="Days">Days of the week it starts on; empty for every day.</param>
/// <param name="From">Start of the time of day.</param>
/// <param name="Until">End; equal to or before <paramref name="From"/> means on the next day (00:00 to 00:00 is the whole day).</param>
/// <param name="FirstDay">First day it starts on, or null.</param>
/// <param name="LastDay">Last day it starts on, or null.</param>
public sealed record Shift(
    string EngineerId,
    IReadOnlyList<IsoDayOfWeek> Days,
    LocalTime From,
    LocalTime Until,
    LocalDate? FirstDay,
    LocalDate? LastDay);
