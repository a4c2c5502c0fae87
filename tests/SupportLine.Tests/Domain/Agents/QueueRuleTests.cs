using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Agents;

public sealed class QueueRuleTests
{
    private static readonly Instant Now = Moment.At("2026-03-10T10:00:00-06");

    private static readonly QueueTerms Terms = new() { Source = "operator" };

    [Fact]
    public void Who_has_waited_longest_is_rung()
    {
        var decision = Decide(Terms, Call("a"), [], [Free("anna", idle: 5), Free("bela", idle: 9), Free("cleo", idle: 1)]);
        Assert.Equal(["bela"], Rung(decision));
    }

    [Fact]
    public void Who_knows_the_product_better_is_rung_before_who_has_waited_longer()
    {
        var decision = Decide(
            Terms, Call("a"), [], [Free("anna", idle: 9, new AgentSkill("pbx", 1)), Free("bela", idle: 1, new AgentSkill("pbx", 4))]);
        Assert.Equal(["bela"], Rung(decision));
    }

    [Fact]
    public void By_ring_all_all_are_rung_who_can_take_it()
    {
        var decision = Decide(
            Terms with { Strategy = QueueStrategy.RingAll },
            Call("a"),
            [],
            [Free("anna", idle: 5), Free("bela", idle: 9), Free("cleo", idle: 1, new AgentSkill("mail", 9)), Free("dora", idle: 20) with { State = AgentState.SignedOut }]);
        Assert.Equal(["bela", "anna"], Rung(decision));
    }

    [Theory]
    [InlineData("wildix", "pbx", "es-MX")]
    [InlineData("ipaxes", "mail", "es-MX")]
    [InlineData("ipaxes", "pbx", "fr")]
    public void An_agent_of_another_line_product_or_language_is_nobody_for_the_call(string line, string product, string language)
    {
        var call = Call("a") with { LineId = line, Product = product, Language = language };
        Assert.Equal(new QueueDecision.Overflow(OverflowReason.NobodyOnDuty), Decide(Terms, call, [], [Free("anna", idle: 1, new AgentSkill("pbx", 1))]));
    }

    [Fact]
    public void While_all_are_busy_the_call_waits_and_is_told_its_place()
    {
        var busy = Free("anna", 1) with { State = Free("anna", 1).State with { Node = "here" } };
        var decision = Decide(Terms, Call("c", waited: 1), [Call("a", waited: 3), Call("b", waited: 2)], [busy]);
        Assert.Equal(new QueueDecision.Wait(3, 1), decision);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Who_writes_up_the_last_call_is_not_rung_until_the_time_is_over(int secondsLeft, bool isRung)
    {
        var agent = Free("anna", 1);
        var writing = agent with { State = agent.State with { WrapUpUntil = Now + Duration.FromSeconds(secondsLeft) } };
        Assert.Equal(isRung, Decide(Terms, Call("a"), [], [writing]) is QueueDecision.Ring);
    }

    [Fact]
    public void A_paused_agent_is_not_waited_for()
    {
        var agent = Free("anna", 1);
        var paused = agent with { State = agent.State with { Pause = AgentState.MissedPause } };
        Assert.Equal(new QueueDecision.Overflow(OverflowReason.NobodyOnDuty), Decide(Terms, Call("a"), [], [paused]));
    }

    [Fact]
    public void An_urgent_call_passes_those_that_came_a_little_before_it_and_not_those_that_came_long_before()
    {
        var urgent = Call("u", waited: 0) with { Place = QueuedCall.PlaceOf(Terms, severity: 1, Now) };
        Assert.Equal(1, Position(urgent, Call("a", waited: 9)));
        Assert.Equal(2, Position(urgent, Call("a", waited: 11)));

        int Position(QueuedCall call, QueuedCall other) => Assert.IsType<QueueDecision.Wait>(Decide(Terms, call, [other], [Busy("anna")])).Position;
    }

    [Fact]
    public void The_wait_ends_when_it_has_lasted_as_long_as_the_line_allows()
    {
        var terms = Terms with { OverflowAfter = Duration.FromMinutes(10) };
        Assert.IsType<QueueDecision.Wait>(Decide(terms, Call("a", waited: 9), [], [Busy("anna")]));
        Assert.Equal(new QueueDecision.Overflow(OverflowReason.WaitedTooLong), Decide(terms, Call("a", waited: 10), [], [Busy("anna")]));
        Assert.IsType<QueueDecision.Ring>(Decide(terms, Call("a", waited: 10), [], [Free("anna", 1)]));
    }

    [Fact]
    public void One_more_than_may_wait_does_not()
    {
        var terms = Terms with { OverflowWaiting = 1 };
        Assert.IsType<QueueDecision.Wait>(Decide(terms, Call("a"), [], [Busy("anna")]));
        Assert.Equal(new QueueDecision.Overflow(OverflowReason.TooManyWaiting), Decide(terms, Call("b"), [Call("a", waited: 1)], [Busy("anna")]));
    }

    [Fact]
    public void A_call_that_is_being_rung_takes_no_second_agent_from_those_behind_it()
    {
        var ahead = Call("a", waited: 5) with { IsRung = true };
        Assert.Equal(["anna"], Rung(Decide(Terms, Call("b"), [ahead], [Free("anna", 1)])));
        Assert.IsType<QueueDecision.Wait>(Decide(Terms, Call("b"), [ahead with { IsRung = false }], [Free("anna", 1)]));
    }

    private static QueueDecision Decide(QueueTerms terms, QueuedCall call, QueuedCall[] others, AgentStanding[] agents) =>
        QueueRule.Decide(terms, call, QueueRule.Look([.. others, call], agents, Now)[call.Id], Now);

    private static IEnumerable<string> Rung(QueueDecision decision) => Assert.IsType<QueueDecision.Ring>(decision).Agents.Select(agent => agent.Id);

    private static QueuedCall Call(string id, int waited = 0)
    {
        var joined = Now - Duration.FromMinutes(waited);
        return new QueuedCall(id, "ipaxes", "pbx", "es-MX", joined, joined);
    }

    private static AgentStanding Free(string id, int idle, params AgentSkill[] skills) => new(
        new Agent(id, id, $"sip:{id}@127.0.0.1", ["ipaxes"], ["es-MX"], skills),
        new AgentState(IsSignedIn: true, null, null, Now - Duration.FromMinutes(idle), 0, null));

    private static AgentStanding Busy(string id) => Free(id, 1) with { State = Free(id, 1).State with { Node = "here" } };
}
