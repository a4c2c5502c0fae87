using SupportLine.CallTests.Crowds;
using SupportLine.CallTests.Interop;
using Xunit.Abstractions;

namespace SupportLine.CallTests;

/// <summary>
/// A crowd waits for agents: most of it is SIPp, which gives back what it hears, the rest are telephones that listen. Twenty callers and
/// four agents; <c>SUPPORTLINE_CROWD=300</c> makes it fifty agents, three hundred who wait, and one more each second for 300 s.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class QueueCrowdTests(ITestOutputHelper output)
{
    private static CrowdPlan Plan => int.TryParse(Environment.GetEnvironmentVariable("SUPPORTLINE_CROWD"), out var seconds) ? CrowdPlan.Long(seconds) : CrowdPlan.Short;

    [SkippableFact]
    public async Task Nobody_of_a_crowd_is_lost_each_is_told_the_true_place_and_the_agent_idle_longest_is_rung()
    {
        Programs.Need("sipp", "sip-tester");
        var plan = Plan;
        await using var crowd = await Crowd.StartAsync(plan, output.WriteLine);
        await crowd.CallAsync();
        var record = await crowd.EndAsync();
        var judge = new CrowdJudge(record, CrowdSite.WrapUp, plan.Close);
        Assert.Multiple(
            () => output.WriteLine(judge.Nobody_is_lost(crowd.MayLeave)),
            () => output.WriteLine(judge.Callers_are_served_in_order()),
            () => output.WriteLine(judge.The_agent_idle_longest_is_rung()),
            () => output.WriteLine(judge.Places_are_true()),
            () => output.WriteLine(judge.Waits_told(crowd.Streaming)),
            () => output.WriteLine(judge.Music_is_sent()));
        output.WriteLine(await crowd.HeardAsync(record));
    }
}
