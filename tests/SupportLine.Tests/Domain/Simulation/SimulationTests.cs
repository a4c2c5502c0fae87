using System.Xml.Linq;
using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Simulation;

namespace SupportLine.Tests.Domain.Simulation;

/// <summary>A year of calls keeps every promise, and a judge who would notice if not.</summary>
public sealed class SimulationTests
{
    private const int Calls = 4_000;

    public static TheoryData<string, int> Years
    {
        get
        {
            var years = new TheoryData<string, int>();
            foreach (var line in KnownLines.All)
            {
                years.Add(line.Id, 2026);
                years.Add(line.Id, 2028);
            }

            return years;
        }
    }

    [Theory]
    [MemberData(nameof(Years))]
    public void A_year_of_each_line_keeps_every_promise(string id, int year)
    {
        var result = SimulatedYear.Run(KnownLines.All.Single(line => line.Id == id), year, Calls, seed: 7);
        Assert.Empty(result.Broken);
        Assert.Equal(0, result.BrokenCount);
        Assert.Equal(Calls, result.Calls);
        Assert.InRange(result.Open, Calls / 5, Calls / 2);
        Assert.True(result.Holidays > 50);
        Assert.Equal(year == 2028, result.LeapDay > 0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_year_and_another_gives_another()
    {
        var first = SimulatedYear.Run(KnownLines.Ipaxes, 2026, Calls, 1);
        Assert.Equal(first.Outcomes, SimulatedYear.Run(KnownLines.Ipaxes, 2026, Calls, 1).Outcomes);
        Assert.NotEqual(first.Outcomes, SimulatedYear.Run(KnownLines.Ipaxes, 2026, Calls, 2).Outcomes);
    }

    [Fact]
    public void What_is_hard_is_met()
    {
        var clocks = SimulatedYear.Run(KnownLines.Xivo, 2026, Calls, 1);
        Assert.True(clocks.ClockChanges > 50);
        Assert.True(clocks.Outcomes[SimulatedOutcome.NobodyOnCall] > 0 && clocks.RotaGaps.Count > 0);
        var credits = SimulatedYear.Run(KnownLines.Sangoma, 2026, Calls, 1);
        Assert.True(credits.Lacking > 500);
        Assert.True(SimulatedYear.Run(KnownLines.Ipaxes, 2026, Calls, 1).Unproven > 500);
    }

    public static TheoryData<string> Lies => [.. Wrong.Keys];

    /// <summary>A line that decides otherwise than was promised, and what the judge says of it.</summary>
    private static readonly Dictionary<string, (Func<Line, Line> Change, string Told)> Wrong = new()
    {
        ["closes early"] = (line => line with { Hours = Until(line.Hours, new LocalTime(17, 29)) }, "support was open and no agent was rung"),
        ["opens early"] = (line => line with { Hours = From(line.Hours, new LocalTime(8, 0)) }, "support was closed and an agent was rung"),
        ["rings for less"] = (
            line => line with { Severities = [.. line.Severities.Select(severity => severity with { RingsOnCall = severity.Id != "estandar" })] },
            "on-call was rung for what is no emergency"),
        ["rings for nothing"] = (
            line => line with { Severities = [.. line.Severities.Select(severity => severity with { RingsOnCall = false })] },
            "an emergency did not ring on-call"),
        ["promises less"] = (
            line => line with { Severities = [.. line.Severities.Select(severity => severity with { InHours = new ResponseTarget.Within(Duration.FromHours(5)) })] },
            "an answer is due by"),
        ["promises what is unpublished"] = (line => line with { StartingSeverity = line.StartingSeverity with { Value = "urgente" } }, "an answer is due by"),
        ["lets nobody through"] = (line => line with { Routing = line.Routing with { UnverifiedEmergency = false } }, "an emergency did not ring on-call"),
        ["lets everybody through"] = (line => line with { Routing = line.Routing with { UnverifiedPerHour = 100 } }, "on-call was rung for what is no emergency"),
        ["calls back late"] = (line => line with { Routing = line.Routing with { CallBackWithin = Duration.FromHours(9) } }, "a call-back was promised by"),
        ["works on holidays"] = (line => line with { Hours = line.Hours with { Closed = new HashSet<LocalDate>() } }, "support was closed and an agent was rung"),
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_line_that_breaks_its_word_is_found_out(string lie)
    {
        var promised = RareDays.In(KnownLines.Ipaxes, 2026);
        var (change, told) = Wrong[lie];

        // It takes many calls for one number to be unproven four times in an hour.
        var result = SimulatedYear.Run(change(promised), promised, 2026, lie == "lets everybody through" ? 10 * Calls : Calls, seed: 7);
        var broken = result.Broken.First(promise => promise.What.StartsWith(told, StringComparison.Ordinal));
        Assert.InRange(broken.Call!.Value, 1, result.Calls);
        Assert.Contains("\"inputs\"", broken.Decision, StringComparison.Ordinal);
        Assert.True(result.Broken.Count <= result.BrokenCount);
    }

    [Fact]
    public void The_picture_shows_each_year()
    {
        var picture = XDocument.Parse(SimulationDrawing.Of([SimulatedYear.Run(KnownLines.Ipaxes, 2026, 500, 1), SimulatedYear.Run(KnownLines.Xivo, 2028, 500, 1)]));
        Assert.Contains(picture.Descendants(), element => element.Value == "IPAXES 2026: 500 calls, 0 broken promises");
        Assert.Contains(picture.Descendants(), element => element.Value == "XiVO 2028: 500 calls, 0 broken promises");
    }

    private static SupportHours Until(SupportHours hours, LocalTime until) => hours with { Openings = [.. hours.Openings.Select(opening => opening with { Until = until })] };

    private static SupportHours From(SupportHours hours, LocalTime from) => hours with { Openings = [.. hours.Openings.Select(opening => opening with { From = from })] };
}
