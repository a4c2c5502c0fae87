using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>When a telephone is not to be rung: an office at night, a bedside by day.</summary>
/// <param name="Days">Days of the week it begins on; empty for every day.</param>
/// <param name="From">Start of the time of day, in the rota's zone.</param>
/// <param name="Until">End; equal to or before <paramref name="From"/> means on the next day.</param>
public sealed record QuietTime(IReadOnlyList<IsoDayOfWeek> Days, LocalTime From, LocalTime Until)
{
    public bool Covers(LocalDateTime at) =>
        From < Until
            ? BeginsOn(at.Date) && at.TimeOfDay >= From && at.TimeOfDay < Until
            : (BeginsOn(at.Date) && at.TimeOfDay >= From) || (BeginsOn(at.Date.PlusDays(-1)) && at.TimeOfDay < Until);

    private bool BeginsOn(LocalDate date) => Days.Count == 0 || Days.Contains(date.DayOfWeek);
}
