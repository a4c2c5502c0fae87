using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>A layer of a rota: a time on call, in the rota's zone, repeated weekly or once, of those who take turns in it.</summary>
/// <param name="Who">One engineer, or several by turns.</param>
/// <param name="Days">Days of the week it starts on; empty for every day.</param>
/// <param name="From">Start of the time of day.</param>
/// <param name="Until">End; equal to or before <paramref name="From"/> means on the next day (00:00 to 00:00 is the whole day).</param>
/// <param name="FirstDay">First day it starts on, or null.</param>
/// <param name="LastDay">Last day it starts on, or null.</param>
public sealed record Shift(
    Rotation Who,
    IReadOnlyList<IsoDayOfWeek> Days,
    LocalTime From,
    LocalTime Until,
    LocalDate? FirstDay,
    LocalDate? LastDay)
{
    /// <summary>Of one engineer.</summary>
    public Shift(string engineerId, IReadOnlyList<IsoDayOfWeek> days, LocalTime from, LocalTime until, LocalDate? firstDay, LocalDate? lastDay)
        : this(Rotation.Of(engineerId), days, from, until, firstDay, lastDay)
    {
    }
}
