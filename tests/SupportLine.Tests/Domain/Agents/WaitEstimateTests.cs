using NodaTime;
using SupportLine.Domain.Agents;

namespace SupportLine.Tests.Domain.Agents;

public sealed class WaitEstimateTests
{
    [Theory]
    [InlineData(1, 1, 300, 5)]
    [InlineData(2, 1, 300, 10)]
    [InlineData(3, 2, 300, 8)]
    [InlineData(1, 10, 60, 1)]
    [InlineData(12, 1, 300, 60)]
    public void It_is_what_the_calls_before_take_the_agents_rounded_up_to_minutes(int position, int agents, int seconds, int minutes) =>
        Assert.Equal(Duration.FromMinutes(minutes), Of(position, agents, Enumerable.Repeat(seconds, 5)));

    [Fact]
    public void Of_few_calls_nothing_is_told() => Assert.Null(Of(1, 1, Enumerable.Repeat(300, WaitEstimate.LeastCalls - 1)));

    [Fact]
    public void Without_agents_nothing_is_told() => Assert.Null(Of(1, 0, Enumerable.Repeat(300, 5)));

    [Fact]
    public void What_would_be_longer_than_an_hour_is_not_told() => Assert.Null(Of(13, 1, Enumerable.Repeat(300, 5)));

    private static Duration? Of(int position, int agents, IEnumerable<int> seconds) =>
        WaitEstimate.Of(position, agents, [.. seconds.Select(each => Duration.FromSeconds(each))]);
}
