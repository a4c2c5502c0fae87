using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Lines;

public sealed class LadderTermsTests
{
    private static readonly Routing Everything = LineFile.Read(
        Path.Combine(RepositoryFiles.Root, "tests", "SupportLine.Tests", "Domain", "Lines", "everything.yaml")).Line!.Routing;

    [Fact]
    public void A_ladder_is_gone_through_rung_after_rung_with_the_caller_and_after_that_without()
    {
        var ladder = Everything.LadderFor("high", "box");
        Assert.Equal((15, 6), (ladder.Length, ladder.CallersEnd));
        Assert.Equal(["guardia", "guardia", "bosses", "guardia"], Enumerable.Range(0, 4).Select(place => ladder.RungAt(place).Rota));
        Assert.Equal([0, 0, 1, 0, 0, 1, 15, 0, 1], Enumerable.Range(0, 9).Select(place => (int)ladder.DelayBefore(place).TotalMinutes));
    }

    [Theory]
    [InlineData("low", "box")]
    [InlineData("high", "other")]
    [InlineData("high", null)]
    [InlineData(null, "box")]
    public void Where_none_is_written_for_an_emergency_everybody_on_call_is_rung_in_turn(string? severity, string? product)
    {
        var ladder = Everything.LadderFor(severity, product);
        Assert.Equal((2, 2), (ladder.Length, ladder.CallersEnd));
        Assert.Equal(["a", "b", "c"], ladder.RungAt(0).Of(["a", "b", "c"]));
    }

    [Fact]
    public void Places_are_counted_among_those_on_call() =>
        Assert.Equal(["a", "c"], new LadderRung("guardia", [3, 1, 9], false, Duration.Zero, 1).Of(["a", "b", "c"]));
}
