using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Calls;

public sealed class RouteRecordTests
{
    public static TheoryData<string, bool> Kinds => new() { { "2026-03-10T10:00:00-06", true }, { "2026-03-10T22:00:00-06", true }, { "2026-03-10T22:00:00-06", false } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_recorded_decision_is_read_back_and_decided_again_the_same(string at, bool emergency)
    {
        var inputs = emergency ? RouteTests.Emergency(at) : RouteTests.Inputs(at);
        var record = RouteRecord.Decide(KnownLines.Ipaxes, inputs);

        Assert.True(RouteRecord.TryParse(record.ToJson(), out var read));
        Assert.Equal(record, read);
        var replay = read.Replay(KnownLines.Ipaxes);
        Assert.True(replay.Holds && replay.SameLine && replay.SameTz);
    }

    [Fact]
    public void Under_changed_terms_the_replay_tells_the_difference()
    {
        var record = RouteRecord.Decide(KnownLines.Ipaxes, RouteTests.Emergency("2026-03-10T22:00:00-06"));
        var changed = KnownLines.Ipaxes with
        {
            ContentHash = "other",
            Severities = [.. KnownLines.Ipaxes.Severities.Select(severity => severity with { RingsOnCall = false })],
        };
        var replay = record.Replay(changed);
        Assert.False(replay.Holds);
        Assert.False(replay.SameLine);
        Assert.IsType<RouteDecision.WaitAsTicket>(replay.Now);
        Assert.IsType<RouteDecision.RingOnCall>(replay.Then);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"inputs\":null,\"decision\":null}")]
    [InlineData("not json")]
    public void What_is_no_record_is_refused(string json) => Assert.False(RouteRecord.TryParse(json, out _));

    [Fact]
    public void The_record_is_plain_JSON_that_names_its_reason_and_clause()
    {
        var json = RouteRecord.Decide(KnownLines.Ipaxes, RouteTests.Emergency("2026-03-10T22:00:00-06")).ToJson();
        Assert.Contains("\"route\":\"on-call\"", json, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"confirmed-emergency\"", json, StringComparison.Ordinal);
        Assert.Contains("\"source\":\"IPX-03\"", json, StringComparison.Ordinal);
        Assert.Contains("\"at\":\"2026-03-11T04:00:00Z\"", json, StringComparison.Ordinal);
    }
}
