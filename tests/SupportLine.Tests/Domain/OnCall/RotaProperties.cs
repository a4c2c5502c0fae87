using FsCheck.Xunit;
using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Tests.Domain.OnCall;

/// <summary>What is true of any rota, in any zone, over any change of the clock.</summary>
public sealed class RotaProperties
{
    private static readonly string[] Zones =
        ["America/Monterrey", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia", "UTC"];

    private static readonly string[] Engineers = ["ana", "ben", "eva", "leo"];

    private static readonly Instant Start = Moment.At("2026-01-01T00:00:00+00");

    [Property(MaxTest = 200)]
    public void The_spans_of_a_time_lie_end_to_end_and_say_what_each_instant_says(int seed)
    {
        var random = new Random(seed);
        var rota = Any(random);
        var within = AnyInterval(random, days: 60);
        var spans = rota.Spans(within);
        Assert.Equal(within.Start, spans[0].During.Start);
        Assert.Equal(within.End, spans[^1].During.End);
        for (var i = 1; i < spans.Count; i++)
        {
            Assert.Equal(spans[i - 1].During.End, spans[i].During.Start);
            Assert.NotEqual(spans[i - 1].EngineerIds, spans[i].EngineerIds);
        }

        foreach (var span in spans)
        {
            Assert.Equal(span.EngineerIds, rota.OnCallAt(span.During.Start));
            Assert.Equal(span.EngineerIds, rota.OnCallAt(span.During.End - Duration.Epsilon));
            var inside = span.During.Start + Duration.FromTicks(random.NextInt64(Math.Max(1, (long)span.During.Duration.TotalTicks)));
            Assert.Equal(span.EngineerIds, rota.OnCallAt(inside));
        }
    }

    [Property(MaxTest = 200)]
    public void Gaps_are_the_instants_at_which_nobody_is_on_call(int seed)
    {
        var random = new Random(seed);
        var rota = Any(random);
        var within = AnyInterval(random, days: 30);
        var gaps = rota.Gaps(within);
        for (var i = 0; i < 20; i++)
        {
            var at = within.Start + Duration.FromTicks(random.NextInt64((long)within.Duration.TotalTicks));
            Assert.Equal(rota.OnCallAt(at).Count == 0, gaps.Any(gap => gap.Contains(at)));
        }
    }

    [Property(MaxTest = 200)]
    public void Somebodys_turn_it_always_is_and_everybodys_it_becomes(int seed)
    {
        var random = new Random(seed);
        var zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]];
        var rotation = AnyRotation(random);
        var at = Start + Duration.FromMinutes(random.Next(-3_000_000, 3_000_000));
        var turns = new List<string> { rotation.At(at, zone) };
        foreach (var handOver in rotation.HandOvers(new Interval(at, at + Duration.FromDays(31 * rotation.Every * (rotation.EngineerIds.Count + 1))), zone))
        {
            Assert.Equal(turns[^1], rotation.At(handOver - Duration.Epsilon, zone));
            turns.Add(rotation.At(handOver, zone));
        }

        if (rotation.EngineerIds.Count == 1) return;
        var first = rotation.EngineerIds.ToList().IndexOf(turns[0]);
        Assert.Equal(turns, Enumerable.Range(first, turns.Count).Select(i => rotation.EngineerIds[i % rotation.EngineerIds.Count]));
        Assert.Equal(rotation.EngineerIds.Order(), turns.Distinct().Order());
    }

    [Property(MaxTest = 100)]
    public void Who_is_replaced_is_rung_nowhere_and_who_is_removed_is_not_there(int seed)
    {
        var random = new Random(seed);
        var within = AnyInterval(random, days: 20);
        var rota = Any(random) with { Changes = [] };
        var replaced = rota with { Changes = [new RotaChange.Replace("1", within, "ana", "ben")] };
        var removed = rota with { Changes = [new RotaChange.Remove("1", within, "ana")] };
        var added = rota with { Changes = [new RotaChange.Add("1", within, "ana")] };
        for (var i = 0; i < 20; i++)
        {
            var at = within.Start + Duration.FromTicks(random.NextInt64((long)within.Duration.TotalTicks));
            var without = rota.OnCallAt(at);
            Assert.Equal(without.Select(id => id == "ana" ? "ben" : id).Distinct(), replaced.OnCallAt(at));
            Assert.Equal(without.Where(id => id != "ana"), removed.OnCallAt(at));
            Assert.Equal(without.Append("ana").Distinct(), added.OnCallAt(at));
        }

        Assert.Equal(rota.OnCallAt(within.End), replaced.OnCallAt(within.End));
        Assert.Equal(rota.OnCallAt(within.Start - Duration.Epsilon), removed.OnCallAt(within.Start - Duration.Epsilon));
    }

    private static Rota Any(Random random)
    {
        var zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]];
        return new Rota("any", zone, [.. Enumerable.Range(0, random.Next(4)).Select(_ => AnyShift(random))])
        {
            Changes = [.. Enumerable.Range(0, random.Next(4)).Select(i => AnyChange(random, $"{i}"))],
        };
    }

    private static Shift AnyShift(Random random) => new(
        AnyRotation(random),
        [.. Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None && random.Next(3) == 0)],
        LocalTime.FromMinutesSinceMidnight(random.Next(1440)),
        LocalTime.FromMinutesSinceMidnight(random.Next(1440)),
        random.Next(3) == 0 ? new LocalDate(2026, 2, 1).PlusDays(random.Next(60)) : null,
        random.Next(3) == 0 ? new LocalDate(2026, 4, 1).PlusDays(random.Next(60)) : null);

    private static Rotation AnyRotation(Random random) => new(
        [.. Engineers.Take(random.Next(1, 5))],
        random.Next(1, 4),
        (RotationUnit)random.Next(3),
        new LocalDate(2025, 6, 1).PlusDays(random.Next(400)),
        LocalTime.FromMinutesSinceMidnight(random.Next(1440)));

    private static RotaChange AnyChange(Random random, string id) => random.Next(4) switch
    {
        0 => new RotaChange.Replace(id, AnyInterval(random, 10), AnyEngineer(random), AnyEngineer(random)),
        1 => new RotaChange.Add(id, AnyInterval(random, 10), AnyEngineer(random)),
        2 => new RotaChange.Remove(id, AnyInterval(random, 10), AnyEngineer(random)),
        _ => new RotaChange.Schedule(
            id,
            AnyInterval(random, 10),
            [.. Enumerable.Range(0, random.Next(4)).Select(_ => new RotaChange.Turn(AnyEngineer(random), AnyInterval(random, 5)))]),
    };

    private static string AnyEngineer(Random random) => Engineers[random.Next(Engineers.Length)];

    private static Interval AnyInterval(Random random, int days)
    {
        var start = Start + Duration.FromMinutes(random.Next(150 * 1440));
        return new Interval(start, start + Duration.FromMinutes(random.Next(1, days * 1440)));
    }
}
