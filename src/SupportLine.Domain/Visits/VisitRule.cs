using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Visits;

/// <summary>Whether a visit may be booked.</summary>
public abstract record VisitRule
{
    /// <summary>Longest visit.</summary>
    public static readonly Duration Longest = Duration.FromHours(24);

    private VisitRule()
    {
    }

    /// <summary>It is booked.</summary>
    /// <param name="Visit">As it is.</param>
    /// <param name="OutOfHours">Whether support is closed at some time of it, so that it lets its caller through.</param>
    public sealed record Booked(Visit Visit, bool OutOfHours) : VisitRule;

    /// <summary>It is not.</summary>
    /// <param name="Why">In words.</param>
    public sealed record Refused(string Why) : VisitRule;

    /// <param name="line">The line's terms.</param>
    /// <param name="visit">What is asked for.</param>
    /// <param name="existing">Visits of the same technician.</param>
    /// <param name="now">Business time.</param>
    public static VisitRule Decide(Line line, Visit visit, IEnumerable<Visit> existing, Instant now)
    {
        if (visit.Until <= visit.From) return new Refused("it ends before it begins");
        if (visit.Until - visit.From > Longest) return new Refused($"it is longer than {Longest.TotalHours} hours");
        if (visit.Until <= now) return new Refused("it is over already");
        var taken = existing.FirstOrDefault(other =>
            !other.Cancelled && other.Id != visit.Id && other.EngineerId == visit.EngineerId && other.From < visit.Until && visit.From < other.Until);
        if (taken is not null) return new Refused($"{visit.EngineerId} has visit {taken.Id} at that time");

        var length = visit.Until - visit.From;
        var outOfHours = line.Hours.SupportTimeBetween(visit.From, visit.Until) < length;
        if (outOfHours && !line.OutOfHours.BookedVisits) return new Refused("the line has no visits outside support hours");
        if (outOfHours && string.IsNullOrWhiteSpace(visit.Reason)) return new Refused("a visit outside support hours needs its reason");
        return new Booked(visit, outOfHours);
    }
}
