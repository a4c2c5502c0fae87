using FsCheck.Xunit;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Agents;

/// <summary>What is true of any queue with any agents: several hundred of them, drawn by a seed.</summary>
public sealed class QueueProperties
{
    private static readonly Instant Now = Moment.At("2026-03-10T10:00:00-06");
    private static readonly string[] Products = ["pbx", "mail", "odoo"];
    private static readonly string[] Languages = ["es-MX", "en"];
    private static readonly string[] Lines = ["ipaxes", "wildix"];

    [Property(MaxTest = 300)]
    public void Nobody_is_rung_for_two_calls_and_each_who_is_rung_is_free_and_able(int seed)
    {
        var (terms, calls, agents) = Any(new Random(seed));
        var rung = calls.Where(call => !call.IsRung)
            .Select(call => (Call: call, Decision: Decide(terms, call, calls, agents)))
            .Where(each => each.Decision is QueueDecision.Ring)
            .SelectMany(each => ((QueueDecision.Ring)each.Decision).Agents.Select(agent => (each.Call, Agent: agent)))
            .ToList();
        Assert.All(rung, each => Assert.True(each.Agent.LevelFor(each.Call) > 0));
        Assert.All(rung, each => Assert.True(agents.Single(agent => agent.Agent.Id == each.Agent.Id).State.IsFreeAt(Now)));
        if (terms.Strategy == QueueStrategy.LongestIdle) Assert.Distinct(rung.Select(each => each.Agent.Id));
    }

    [Property(MaxTest = 300)]
    public void A_call_waits_only_while_nobody_is_free_who_is_not_needed_before_it(int seed)
    {
        var (terms, calls, agents) = Any(new Random(seed));
        foreach (var call in calls.Where(call => !call.IsRung && Decide(terms, call, calls, agents) is QueueDecision.Wait))
        {
            var able = agents.Count(agent => agent.State.IsFreeAt(Now) && agent.Agent.LevelFor(call) > 0);
            var before = calls.Count(other => other.Id != call.Id && !other.IsRung && (other.Place, other.JoinedAt).CompareTo((call.Place, call.JoinedAt)) <= 0);
            Assert.True(able <= before, $"{able} could take it and {before} are before");
        }
    }

    [Property(MaxTest = 300)]
    public void The_places_told_on_a_line_count_up_from_one_without_a_gap(int seed)
    {
        var (terms, calls, agents) = Any(new Random(seed));
        var busy = agents.Select(agent => agent with { State = agent.State with { IsSignedIn = true, Pause = null, Node = "here" } }).ToList();
        busy.Add(new AgentStanding(new Agent("all", "all", "sip:all@127.0.0.1", Lines, Languages, []), new AgentState(true, null, null, Now, 0, "here")));
        foreach (var line in Lines)
        {
            var mine = calls.Where(call => call.LineId == line).ToList();
            var places = mine.Select(call => Assert.IsType<QueueDecision.Wait>(Decide(terms, call, calls, busy)).Position);
            Assert.Equal(Enumerable.Range(1, mine.Count), places.Order());
        }
    }

    [Property(MaxTest = 300)]
    public void The_order_of_those_who_wait_makes_no_difference(int seed)
    {
        var random = new Random(seed);
        var (terms, calls, agents) = Any(random);
        var shuffled = calls.ToArray();
        random.Shuffle(shuffled);
        Assert.All(calls, call => Assert.Equal(Said(Decide(terms, call, calls, agents)), Said(Decide(terms, call, shuffled, [.. agents.Reverse()]))));
    }

    private static QueueDecision Decide(QueueTerms terms, QueuedCall call, IReadOnlyList<QueuedCall> calls, IReadOnlyList<AgentStanding> agents) =>
        QueueRule.Decide(terms, call, QueueRule.Look(calls, agents, Now)[call.Id], Now);

    private static string Said(QueueDecision decision) =>
        decision is QueueDecision.Ring ring ? string.Join(' ', ring.Agents.Select(agent => agent.Id)) : decision.ToString();

    private static (QueueTerms Terms, IReadOnlyList<QueuedCall> Calls, IReadOnlyList<AgentStanding> Agents) Any(Random random)
    {
        var terms = new QueueTerms { Source = "operator", Strategy = random.Next(3) == 0 ? QueueStrategy.RingAll : QueueStrategy.LongestIdle };
        var calls = Enumerable.Range(0, random.Next(1, 12)).Select(i =>
        {
            var joined = Now - Duration.FromSeconds(random.Next(1200));
            return new QueuedCall(
                $"c{i}", Pick(random, Lines), random.Next(4) == 0 ? null : Pick(random, Products), Pick(random, Languages), joined, QueuedCall.PlaceOf(terms, random.Next(3), joined))
            {
                IsRung = random.Next(6) == 0,
            };
        });
        var agents = Enumerable.Range(0, random.Next(0, 8)).Select(i => new AgentStanding(
            new Agent($"a{i}", $"a{i}", $"sip:a{i}@127.0.0.1", Some(random, Lines), Some(random, Languages), [.. Some(random, Products).Where(_ => random.Next(2) == 0).Select(product => new AgentSkill(product, random.Next(1, 10)))]),
            new AgentState(
                random.Next(5) > 0,
                random.Next(6) == 0 ? "break" : null,
                random.Next(4) == 0 ? Now + Duration.FromSeconds(random.Next(-20, 20)) : null,
                Now - Duration.FromSeconds(random.Next(3600)),
                0,
                random.Next(3) == 0 ? "here" : null)));
        return (terms, [.. calls], [.. agents]);
    }

    private static string Pick(Random random, string[] all) => all[random.Next(all.Length)];

    private static string[] Some(Random random, string[] all) => [.. all.Where((_, i) => i == 0 || random.Next(2) == 0)];
}
