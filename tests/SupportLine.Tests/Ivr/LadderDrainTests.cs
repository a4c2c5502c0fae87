using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Ivr;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>What becomes of emergencies when the service is told to stop.</summary>
public sealed class LadderDrainTests
{
    private static readonly string[] Waits = [.. Scene.Emergency, "folio.repeat=2"];

    private static readonly string[] Takes = ["dial=answer", "engineer.accept=1", "bridge=helper"];

    [Fact]
    public void One_that_nobody_waits_for_rings_out_and_is_left_to_whoever_looks_next()
    {
        var site = Left(new Script().With("lucia", "dial=no-answer"), Drain);
        Assert.Equal(["lucia no-answer"], site.Escalations.Outcomes);
        Assert.Equal(EscalationState.Open, site.Escalations.All.Single().State);
        Assert.True(IsFree(site));
    }

    [Fact]
    public void Whoever_answers_what_rang_is_joined_with_the_customer_all_the_same()
    {
        var site = Left(new Script().With("lucia", Takes).With("customer", "dial=answer"), Drain);
        Assert.Equal(["lucia accepted"], site.Escalations.Outcomes);
        Assert.Equal((EscalationState.Accepted, "lucia"), (site.Escalations.All[0].State, site.Escalations.All[0].AcceptedBy));
        Assert.False(site.Escalations.IsAnyUnfinished);
    }

    [Fact]
    public void One_that_was_taken_for_later_is_left_with_its_time()
    {
        var site = Left(
            new Script().With("lucia", "dial=answer", "engineer.accept=4", "engineer.more=1"),
            async site =>
            {
                while (site.Escalations.All[0].State != EscalationState.Accepted) await Task.Delay(TimeSpan.FromSeconds(1), site.Time);
                site.Runner.Drain();
            });
        Assert.Equal((EscalationState.Accepted, "lucia"), (site.Escalations.All[0].State, site.Escalations.All[0].AcceptedBy));
        Assert.NotNull(site.Escalations.All[0].NotBefore);
        Assert.True(IsFree(site));
    }

    [Fact]
    public void One_whose_caller_waits_goes_on()
    {
        var (site, call) = Waiting(new Script().With("lucia", "dial=no-answer").With("diego", Takes), Drain);
        Assert.Equal(["lucia no-answer", "diego accepted"], site.Escalations.Outcomes);
        Assert.Equal(CallEnding.ConnectedToEngineer, site.Ending(call.Id));
    }

    [Fact]
    public void When_its_caller_leaves_it_is_left_too()
    {
        var (site, call) = Waiting(new Script().With("lucia", "dial=no-answer"), async (site, call) =>
        {
            await Drain(site);
            call.HangUp();
        });
        Assert.Equal(["lucia no-answer"], site.Escalations.Outcomes);
        Assert.Equal(CallEnding.LeftWhileEscalating, site.Ending(call.Id));
        Assert.True(IsFree(site));
    }

    [Fact]
    public void At_the_end_of_the_grace_the_caller_is_told_that_they_are_called_back_and_it_is_left()
    {
        var (site, call) = Waiting(new Script().With("lucia", "dial=no-answer"), async (site, _) =>
        {
            await Drain(site);
            await Task.Delay(TimeSpan.FromSeconds(5), site.Time);
            site.Runner.Leave();
        });
        Assert.Equal(["lucia cancelled"], site.Escalations.Outcomes);
        Assert.Contains(Prompts.LadderElsewhere, call.Heard);
        Assert.Equal(CallEnding.CallBackPromised, site.Ending(call.Id));
        Assert.True(IsFree(site));
    }

    [Fact]
    public void At_the_end_of_the_grace_whoever_talks_goes_on()
    {
        var (site, call) = Waiting(new Script().With("lucia", Takes), async (site, call) =>
        {
            await Drain(site);
            while (!site.Calls.Events(call.Id).Any(step => step.Kind == "connected")) await Task.Delay(TimeSpan.FromSeconds(1), site.Time);
            site.Runner.Leave();
        });
        Assert.Equal(CallEnding.ConnectedToEngineer, site.Ending(call.Id));
        Assert.False(site.Escalations.IsAnyUnfinished);
    }

    [Fact]
    public void Nothing_is_taken_up_any_more()
    {
        var site = new HelpdeskSite(HelpdeskSite.Night, new Script());
        var ticket = site.Raised("aceros");
        Pump.Run(site.Time, async () =>
        {
            site.Runner.Drain();
            site.Runner.StartResuming();
            await site.Escalations.BeginAsync(Emergency(site, ticket.Folio), default);
            await Task.Delay(TimeSpan.FromMinutes(1), site.Time);
            await site.Runner.Begin(site.Escalations.All[0], callerWaits: false)!.Run;
        });
        Assert.Empty(site.Exchange.Rung);
        Assert.True(IsFree(site));
    }

    private static NewEscalation Emergency(HelpdeskSite site, SupportLine.Domain.Tickets.Folio folio) =>
        new(folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now);

    /// <summary>We take no new calls, as soon as a phone rings.</summary>
    private static async Task Drain(HelpdeskSite site)
    {
        while (site.Exchange.Rung.Count == 0) await Task.Delay(TimeSpan.FromSeconds(1), site.Time);
        site.Runner.Drain();
    }

    private static Task Drain(HelpdeskSite site, ScriptedCall call) => Drain(site);

    /// <summary>An emergency whose caller has left.</summary>
    private static HelpdeskSite Left(Script script, Func<HelpdeskSite, Task> stop)
    {
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var ticket = site.Raised("aceros");
        Pump.Run(site.Time, async () =>
        {
            var ladder = site.Runner.Begin(await site.Escalations.BeginAsync(Emergency(site, ticket.Folio), default), callerWaits: false)!;
            await stop(site);
            await ladder.Run;
        });
        Assert.Empty(script.Mistakes);
        return site;
    }

    /// <summary>An emergency whose caller waits.</summary>
    private static (HelpdeskSite Site, ScriptedCall Call) Waiting(Script script, Func<HelpdeskSite, ScriptedCall, Task> stop)
    {
        var site = new HelpdeskSite(HelpdeskSite.Night, script.With("caller", Waits));
        var call = site.Caller(HelpdeskSite.Maria);
        Pump.Run(site.Time, async () =>
        {
            var taken = site.TakeAsync(call);
            await stop(site, call);
            await taken;
            await Task.Delay(site.Line.Routing.EngineerRing.ToTimeSpan(), site.Time);
            await site.Runner.DisposeAsync();
        });
        return (site, call);
    }

    /// <summary>Whether another node that looks then takes it up.</summary>
    private static bool IsFree(HelpdeskSite site)
    {
        var soon = Instant.FromDateTimeOffset(site.Site.RealTime.GetUtcNow()) + Duration.FromMilliseconds(1);
        return site.Escalations.LeaseAsync(null, "another", soon, Duration.FromSeconds(7), default).Result is not null;
    }
}
