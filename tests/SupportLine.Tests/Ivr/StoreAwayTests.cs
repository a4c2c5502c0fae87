using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Nodes;
using SupportLine.Ivr.Queues;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>A store that is away when what a caller said is to be kept.</summary>
public sealed class StoreAwayTests
{
    private static readonly string[] HangsUp = [.. Scene.Emergency[..^1], "record=hang-up"];

    [Fact]
    public void A_confirmed_emergency_rings_although_the_store_is_away_for_a_moment_as_its_ticket_is_raised()
    {
        var site = Site(Scene.Emergency);
        var raises = 0;
        var call = Play(site, Away.Of<ITicketStore>(site.Tickets, asked => asked == "RaiseAsync" && ++raises <= 2));
        Rang(site);
        Assert.Contains(Prompts.Trouble, call.Heard);
        Assert.Equal(CallEnding.ServerError, site.Ending());
    }

    [Fact]
    public void So_does_that_of_a_caller_who_hangs_up_meanwhile()
    {
        var site = Site(HangsUp);
        var raises = 0;
        Play(site, Away.Of<ITicketStore>(site.Tickets, asked => asked == "RaiseAsync" && ++raises <= 2));
        Rang(site);
        Assert.Equal(CallEnding.HungUpWithIncompleteTicket, site.Ending());
    }

    [Fact]
    public void A_ticket_that_is_there_although_nobody_was_told_is_not_raised_again()
    {
        var site = Site(Scene.Emergency);
        var raises = 0;
        Play(site, Away.Of<ITicketStore>(site.Tickets, _ => false, asked => asked == "RaiseAsync" && ++raises == 1));
        Assert.Equal(1, raises);
        Rang(site);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_of_which_nothing_could_be_kept_is_ended_once_the_store_is_back(bool hangsUp)
    {
        var site = Site(hangsUp ? HangsUp : Scene.Emergency);
        var isAway = true;
        var tickets = Away.Of<ITicketStore>(site.Tickets, asked => asked == "RaiseAsync" && isAway);
        Play(site, tickets, andThen: async () =>
        {
            Assert.Null(site.Ending());
            await Task.Delay(3 * NodeKeeper.Heartbeat, site.Time);
            Assert.Null(site.Ending());
            isAway = false;
        });
        Rang(site);
        Assert.Equal(CallEnding.ServerError, site.Ending());
    }

    [Fact]
    public void An_end_that_the_store_did_not_take_is_written_once_it_is_back()
    {
        var site = Site("language=hang-up");
        var isAway = true;
        var calls = Away.Of<ICallStore>(site.Calls, asked => asked == "EndAsync" && isAway);
        Play(site, site.Tickets, calls, () =>
        {
            Assert.Null(site.Ending());
            isAway = false;
            return Task.CompletedTask;
        });
        Assert.Equal(CallEnding.HungUpBeforeRequest, site.Ending());
    }

    [Fact]
    public void A_call_whose_record_cannot_be_opened_is_refused_so_that_a_trunk_tries_elsewhere()
    {
        var site = Site();
        var call = Play(site, site.Tickets, Away.Of<ICallStore>(site.Calls, asked => asked == "OpenAsync"));
        Assert.Equal(new CallEnd(CallEndKind.Rejected, 503), call.End);
        Assert.False(call.IsAnswered);
    }

    [Theory]
    [InlineData("record=speech")]
    [InlineData("record=hang-up")]
    public void A_voice_note_is_on_its_ticket_once_although_the_store_is_away_for_a_moment(string record)
    {
        var folder = Directory.CreateTempSubdirectory("note");
        try
        {
            var script = new Script();
            var site = new HelpdeskSite(HelpdeskSite.Night, script, recordings: folder.FullName);
            var ticket = site.Raised("aceros");
            script.With("caller", [.. Scene.Maria, "menu.main=2", $"folio={ticket.Folio}#", "lookup=1", record]);
            var (begun, lost) = (0, 0);
            Play(site, Away.Of<ITicketStore>(site.Tickets, asked => asked == "AppendAsync" && ++begun == 1, asked => asked == "AppendAsync" && ++lost == 1));
            Assert.Equal("call-1.wav", Assert.Single(site.Tickets.Changes(ticket).OfType<TicketChange.VoiceNoted>()).Recording);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static HelpdeskSite Site(params string[] caller) => new(
        HelpdeskSite.Night,
        new Script().With("caller", caller).With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer"));

    /// <summary>One ticket, whose engineer took it and was put through to the caller.</summary>
    private static void Rang(HelpdeskSite site)
    {
        var ticket = Assert.Single(site.Tickets.All);
        Assert.True(ticket.Confirmed);
        Assert.Equal(["lucia accepted"], site.Escalations.Outcomes);
        Assert.Contains(site.Tickets.Changes(ticket), change => change is TicketChange.Connected);
    }

    private static ScriptedCall Play(HelpdeskSite site, ITicketStore tickets, ICallStore? calls = null, Func<Task>? andThen = null)
    {
        var call = site.Caller(HelpdeskSite.Maria);
        var seen = site.Site with { Tickets = tickets, Calls = calls ?? site.Calls };
        var handler = new CallHandler(seen, site.Runner, new AgentQueue(seen), NullLogger<CallHandler>.Instance) { Exchange = site.Exchange };
        Pump.Run(site.Time, async () =>
        {
            await using var keeper = new NodeKeeper(seen, new MemoryNodes(), site.Runner, NullLogger<NodeKeeper>.Instance);
            await keeper.BeginAsync(default);
            keeper.Start();
            site.Runner.StartResuming();
            await handler.HandleAsync(call, default);
            await call.HangUpAsync(default);
            if (andThen is not null) await andThen();
            await Task.Delay(TimeSpan.FromMinutes(1), site.Time);
            await site.QuietAsync();
            await site.Runner.DisposeAsync();
        });
        return call;
    }
}
