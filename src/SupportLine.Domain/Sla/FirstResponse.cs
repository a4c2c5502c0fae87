using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Sla;

/// <summary>When somebody has to have responded to a ticket for the first time.</summary>
public static class FirstResponse
{
    /// <summary>
    /// The moment by which a first response is due, or null when the vendor promises no time. A target counts support hours
    /// (IPX-07, WLD-04); one for outside hours counts from the moment of raising, day and night.
    /// </summary>
    /// <param name="hours">The calendar that decides what is inside support hours.</param>
    /// <param name="severity">The class the ticket stands at.</param>
    /// <param name="raised">When it was raised.</param>
    public static Instant? Due(SupportHours hours, Severity severity, Instant raised)
    {
        if (severity.Unpublished || severity.InHours is null) return null;
        if (severity.OutOfHours is { } night && !hours.IsOpen(raised)) return raised + night;

        var due = severity.InHours switch
        {
            ResponseTarget.Within within => hours.AddSupportTime(raised, within.Time),
            ResponseTarget.SameWorkingDay => hours.WorkingDayClose(raised),
            _ => throw new ArgumentOutOfRangeException(nameof(severity), severity.InHours, "no such target"),
        };

        // Raised just before closing, an emergency would otherwise wait till morning, longer than one raised at night.
        return severity.OutOfHours is { } after && raised + after < due ? raised + after : due;
    }
}
