using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Ivr;
using SupportLine.Ivr.Drills;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>An exercise: those on call are rung, and nobody takes it for an emergency.</summary>
public sealed class DrillTests
{
    [Fact]
    public void It_says_that_it_is_an_exercise_and_ends_with_the_first_who_presses_1()
    {
        var (site, rings, end) = Play(new Script().With("lucia", "dial=no-answer").With("diego", "dial=answer", "drill.accept=1"));
        Assert.Equal(DrillEnd.Accepted, end);
        Assert.Equal(["lucia no-answer", "diego accepted"], Outcomes(rings));
        Assert.Null(rings[0].Answered);
        Assert.Equal(4, rings[1].Answered);
        Assert.True(rings[1].Keyed > rings[1].Answered);
        Assert.Equal([Prompts.Drill, Prompts.DrillMenu, Prompts.DrillThanks], site.Exchange.Leg("diego").Heard);
        Assert.All(site.Exchange.Rung, request => Assert.Equal((site.Line.Numbers[0].Number, false), (request.CallerNumber, request.IsOnCall)));
        Assert.Empty(site.Escalations.All);
        Assert.Empty(site.Alerts.Told);
        Assert.All(site.Exchange.Placed, leg => Assert.NotNull(leg.End));
        Assert.Equal([("lucia", "cancel"), ("diego", "cancel"), ("diego", "hang up")], site.Legs.Noted.Select(leg => (leg.EngineerId, leg.Ending)));
        Assert.Empty(site.Legs.All);
        Assert.Equal(CallEnding.Drill, site.Ending(site.Exchange.Rung[0].PartOf!));
        Assert.Contains(site.Calls.Events(site.Exchange.Rung[0].PartOf!), step => step.Kind == "drill");
    }

    [Fact]
    public void Whoever_comes_after_one_who_accepted_is_not_rung_and_with_everyone_is()
    {
        var (_, rings, end) = Play(new Script().With("lucia", "dial=answer", "drill.accept=1"));
        Assert.Equal((DrillEnd.Accepted, "lucia accepted,diego not-rung"), (end, string.Join(',', Outcomes(rings))));

        (_, rings, end) = Play(new Script().With("lucia", "dial=answer", "drill.accept=1").With("diego", "dial=busy"), everyone: true);
        Assert.Equal((DrillEnd.NotAccepted, "lucia accepted,diego busy"), (end, string.Join(',', Outcomes(rings))));

        (_, _, end) = Play(new Script().With("lucia", "dial=answer", "drill.accept=1").With("diego", "dial=answer", "drill.accept=1"), everyone: true);
        Assert.Equal(DrillEnd.Accepted, end);
    }

    [Fact]
    public void A_voicemail_box_has_not_accepted_and_the_next_number_of_the_same_person_is_rung()
    {
        var (_, rings, end) = Play(
            new Script().With("lucia", "dial=answer", "drill.accept=", "drill.accept=").With("desk", "dial=answer", "drill.accept=7", "drill.accept=1"),
            before: site => site.Rotas.Engineers[0] = new Engineer("lucia", "Lucía", ["sip:lucia@127.0.0.1:5071", "sip:desk@127.0.0.1:5073", "sip:home@127.0.0.1:5074"], "es-MX"));
        Assert.Equal(["lucia no-key", "lucia accepted", "lucia not-rung", "diego not-rung"], Outcomes(rings));
        Assert.Equal(DrillEnd.Accepted, end);
    }

    [Fact]
    public void Those_of_a_rung_together_ring_at_once_and_stop_when_one_accepts()
    {
        var (_, rings, end) = Play(
            new Script().With("lucia", "dial=no-answer").With("diego", "dial=answer", "drill.accept=1"),
            change: line => line with
            {
                Routing = line.Routing with { Ladders = [new LadderTerms("core", ["emergencia"], [], [new LadderRung("guardia", [], true, Duration.FromMinutes(5), 2)], 2, 3, Duration.FromMinutes(10), "operator")] },
            });
        Assert.Equal(["diego accepted", "lucia cancelled"], Outcomes(rings).Order());
        Assert.Equal(DrillEnd.Accepted, end);
    }

    [Fact]
    public void Whoever_is_on_a_call_with_us_is_left_alone()
    {
        var (_, rings, _) = Play(new Script().With("diego", "dial=answer", "drill.accept=1"), before: site => site.Site.EngineerLines.Enter("lucia"));
        Assert.Equal(["lucia engaged", "diego accepted"], Outcomes(rings));
    }

    [Fact]
    public void None_is_held_beside_another_nor_while_an_emergency_is_open()
    {
        var (site, rings, end) = Play(new Script(), before: site => site.Site.Drills.TryBegin(() => { }));
        Assert.Equal((DrillEnd.AnotherDrill, 0), (end, rings.Count));

        (site, rings, end) = Play(new Script(), before: site => _ = BegunAsync(site));
        Assert.Equal((DrillEnd.Emergency, 0), (end, rings.Count));
        Assert.Empty(site.Exchange.Rung);
    }

    [Fact]
    public void An_emergency_ends_it_and_rings_the_same_person_at_once()
    {
        var script = new Script().With("lucia", "dial=no-answer", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var rings = new List<DrillRing>();
        Pump.Run(site.Time, async () =>
        {
            var drill = RunAsync(site, rings, everyone: true, default);
            await Task.Delay(TimeSpan.FromSeconds(5), site.Time);
            var began = site.Site.Clock.Now;
            site.Runner.Begin(await BegunAsync(site), callerWaits: false);
            Assert.Equal(DrillEnd.Emergency, await drill);
            Assert.True(site.Site.Clock.Now - began < Duration.FromSeconds(1));
            await site.QuietAsync();
        });
        Assert.Empty(script.Mistakes);
        Assert.Equal(["lucia cancelled", "diego not-rung"], Outcomes(rings));
        Assert.Equal(["lucia accepted"], site.Escalations.Outcomes);
    }

    [Fact]
    public void An_emergency_of_another_node_ends_it_too()
    {
        var script = new Script().With("lucia", "dial=answer", "drill.accept=").With("diego");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var rings = new List<DrillRing>();
        Pump.Run(site.Time, async () =>
        {
            var drill = RunAsync(site, rings, everyone: true, default);
            await Task.Delay(TimeSpan.FromSeconds(5), site.Time);
            await BegunAsync(site);
            Assert.Equal(DrillEnd.Emergency, await drill);
        });
        Assert.Empty(script.Mistakes);
        Assert.Equal(["lucia cancelled", "diego not-rung"], Outcomes(rings));
    }

    [Fact]
    public void Whoever_breaks_it_off_leaves_no_phone_ringing()
    {
        var script = new Script().With("lucia", "dial=no-answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var rings = new List<DrillRing>();
        Pump.Run(site.Time, async () =>
        {
            using var leaves = new CancellationTokenSource();
            var drill = RunAsync(site, rings, everyone: false, leaves.Token);
            await Task.Delay(TimeSpan.FromSeconds(5), site.Time);
            leaves.Cancel();
            Assert.Equal(DrillEnd.Cancelled, await drill);
        });
        Assert.Equal(["lucia cancelled", "diego not-rung"], Outcomes(rings));
        Assert.NotNull(site.Site.Drills.TryBegin(() => { }));
    }

    [Fact]
    public void Nobody_on_call_is_said_to_be_so()
    {
        var (_, rings, end) = Play(new Script(), before: site => site.Rotas.Engineers.Clear());
        Assert.Equal((DrillEnd.NobodyOnCall, 0), (end, rings.Count));
    }

    private static IEnumerable<string> Outcomes(IEnumerable<DrillRing> rings) => rings.Select(ring => $"{ring.Engineer} {ring.Outcome}");

    private static (HelpdeskSite Site, List<DrillRing> Rings, DrillEnd End) Play(
        Script script, bool everyone = false, Func<Line, Line>? change = null, Action<HelpdeskSite>? before = null)
    {
        var site = new HelpdeskSite(HelpdeskSite.Night, script, change);
        before?.Invoke(site);
        var rings = new List<DrillRing>();
        DrillEnd? end = null;
        Pump.Run(site.Time, async () => end = await RunAsync(site, rings, everyone, default));
        Assert.Empty(script.Mistakes);
        return (site, rings, end!.Value);
    }

    private static Task<DrillEnd> RunAsync(HelpdeskSite site, List<DrillRing> rings, bool everyone, CancellationToken ct) =>
        new DrillRunner(site.Site, NullLogger<DrillRunner>.Instance) { Exchange = site.Exchange }
            .RunAsync(new DrillOrder(site.Line, "emergencia", null, site.Site.Clock.Now, everyone), rings.Add, ct);

    private static Task<Escalation> BegunAsync(HelpdeskSite site) => site.Escalations.BeginAsync(
        new NewEscalation(site.Raised("aceros").Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
}
