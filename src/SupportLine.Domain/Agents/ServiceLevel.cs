using NodaTime;

namespace SupportLine.Domain.Agents;

/// <summary>How well a line's callers were served on a day.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Day">In the line's zone.</param>
/// <param name="Calls">Waits that began and are over.</param>
/// <param name="Answered">Of these, answered by an agent.</param>
/// <param name="InTime">Answered within the time the line has set itself.</param>
/// <param name="Abandoned">The caller hung up.</param>
/// <param name="Overflowed">The line's terms ended the wait.</param>
/// <param name="CallBacks">The caller chose to be called back.</param>
/// <param name="CutOff">The service itself broke off.</param>
/// <param name="AverageWait">Of those answered; zero when none was.</param>
/// <param name="LongestWait">Of all but those cut off, which ended nobody knows when.</param>
public sealed record ServiceLevel(
    string LineId,
    LocalDate Day,
    int Calls,
    int Answered,
    int InTime,
    int Abandoned,
    int Overflowed,
    int CallBacks,
    int CutOff,
    Duration AverageWait,
    Duration LongestWait)
{
    /// <summary>Answered in time of all who waited, in percent, rounded down; null when nobody did.</summary>
    public int? Percent => Calls == 0 ? null : InTime * 100 / Calls;

    /// <summary>One for each day of a line on which somebody waited, in order.</summary>
    /// <param name="lineId">The line.</param>
    /// <param name="zone">Its zone.</param>
    /// <param name="within">In time is answered within this.</param>
    /// <param name="waits">Of any line; those going on are left out.</param>
    public static IReadOnlyList<ServiceLevel> PerDay(string lineId, DateTimeZone zone, Duration within, IEnumerable<QueueWait> waits) =>
    [
        .. from wait in waits
            where wait.LineId == lineId && wait is { LeftAt: not null, Outcome: not null }
            group wait by wait.JoinedAt.InZone(zone).Date into day
            orderby day.Key
            select Of(lineId, day.Key, within, [.. day]),
    ];

    private static ServiceLevel Of(string lineId, LocalDate day, Duration within, IReadOnlyList<QueueWait> waits)
    {
        int Count(QueueOutcome outcome) => waits.Count(wait => wait.Outcome == outcome);
        static Duration Waited(QueueWait wait) => wait.LeftAt!.Value - wait.JoinedAt;
        var answered = waits.Where(wait => wait.Outcome == QueueOutcome.Answered).Select(Waited).ToList();
        return new ServiceLevel(
            lineId,
            day,
            waits.Count,
            answered.Count,
            answered.Count(wait => wait <= within),
            Count(QueueOutcome.Abandoned),
            Count(QueueOutcome.Overflowed),
            Count(QueueOutcome.CallBackChosen),
            Count(QueueOutcome.CutOff),
            answered.Count == 0 ? Duration.Zero : answered.Aggregate(Duration.Zero, (sum, wait) => sum + wait) / answered.Count,
            waits.Where(wait => wait.Outcome != QueueOutcome.CutOff).Select(Waited).DefaultIfEmpty(Duration.Zero).Max());
    }
}
