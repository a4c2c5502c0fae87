using NodaTime;
using SupportLine.Domain.Agents;

namespace SupportLine.Tests.Domain.Agents;

public sealed class ServiceLevelTests
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Mexico_City"];

    [Fact]
    public void Each_day_of_the_lines_zone_is_counted_by_itself()
    {
        QueueWait[] waits =
        [
            Wait("2026-03-10T10:00:00-06", 15, QueueOutcome.Answered),
            Wait("2026-03-10T11:00:00-06", 20, QueueOutcome.Answered),
            Wait("2026-03-10T12:00:00-06", 40, QueueOutcome.Answered),
            Wait("2026-03-10T12:00:00-06", 90, QueueOutcome.Abandoned),

            // Late in the evening there is the day after in Greenwich.
            Wait("2026-03-10T23:30:00-06", 5, QueueOutcome.Overflowed),
            Wait("2026-03-11T09:00:00-06", 60, QueueOutcome.CallBackChosen),
            Wait("2026-03-11T22:00:00-06", 28_800, QueueOutcome.CutOff),
            Wait("2026-03-11T09:00:00-06", 1, QueueOutcome.Answered) with { LineId = "wildix" },
            Wait("2026-03-11T09:00:00-06", 1, QueueOutcome.Answered) with { LeftAt = null, Outcome = null },
        ];

        var levels = ServiceLevel.PerDay("ipaxes", Zone, Duration.FromSeconds(20), waits);

        Assert.Equal(
            [
                new ServiceLevel("ipaxes", new LocalDate(2026, 3, 10), 5, 3, 2, 1, 1, 0, 0, Duration.FromSeconds(25), Duration.FromSeconds(90)),
                new ServiceLevel("ipaxes", new LocalDate(2026, 3, 11), 2, 0, 0, 0, 0, 1, 1, Duration.Zero, Duration.FromSeconds(60)),
            ],
            levels);
        Assert.Equal([40, 0], levels.Select(level => level.Percent));
    }

    private static QueueWait Wait(string joined, int seconds, QueueOutcome outcome)
    {
        var at = Moment.At(joined);
        return new QueueWait(joined, "ipaxes", "call", "520017", at) { LeftAt = at + Duration.FromSeconds(seconds), Outcome = outcome };
    }
}
