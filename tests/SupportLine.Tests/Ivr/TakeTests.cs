using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Queues;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>Files of what callers say: which there are, and which a ticket names.</summary>
public sealed class TakeTests : IDisposable
{
    private static readonly string[] Change = [.. Scene.Maria, "menu.main=1", "request.type=1", "contact.confirm=1"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("takes");

    private IEnumerable<string> Files => _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_take_that_the_caller_discards_goes_once_there_is_another()
    {
        var ticket = Raised([.. Change, "record=speech", "describe.review=2", "record=speech", "describe.review=1", "folio.repeat=2"]);
        Assert.Equal("call-1-2.wav", ticket.Recording);
        Assert.Equal(["call-1-2.wav"], Files);
    }

    [Fact]
    public void One_that_the_caller_breaks_off_by_star_goes_too()
    {
        var ticket = Raised([.. Change, "record=*", "contact.confirm=1", "record=speech", "describe.review=1", "folio.repeat=2"]);
        Assert.Equal("call-1-2.wav", ticket.Recording);
        Assert.Equal(["call-1-2.wav"], Files);
    }

    [Fact]
    public void Whoever_hangs_up_at_any_moment_leaves_no_ticket_with_a_recording_that_is_not_there()
    {
        string[] again = [.. Change, "record=speech", "describe.review=2", "record=speech", "describe.review=1", "folio.repeat=2"];
        var recordings = new List<string?>();
        for (var operation = 1; ; operation++)
        {
            var site = Site(again);
            var call = site.Caller(HelpdeskSite.Maria, operation);
            Take(site, call);
            var ticket = site.Tickets.All.SingleOrDefault();
            Assert.True(ticket?.Recording is null || Files.Contains(ticket.Recording), $"{ticket?.Recording} at {operation}");
            recordings.Add(ticket?.Recording);
            foreach (var file in _folder.GetFiles()) file.Delete();
            if (call.Operations < operation) break;
        }

        Assert.Equal([null, "call-1.wav", "call-1-2.wav"], recordings.Distinct());
    }

    [Fact]
    public void Where_the_last_room_is_the_stores_nobody_is_asked_to_speak_and_the_ticket_says_why()
    {
        var site = Site([.. Change, "folio.repeat=2"]);
        var call = site.Caller(HelpdeskSite.Maria);
        Take(site, call, floor: long.MaxValue);
        var ticket = Assert.Single(site.Tickets.All);
        Assert.Null(ticket.Recording);
        Assert.Contains(site.Tickets.Changes(ticket).OfType<TicketChange.Noted>(), noted => noted.Text.Contains("left to the store", StringComparison.Ordinal));
        Assert.DoesNotContain(Prompts.Beep, call.Heard);
        Assert.Empty(Files);
    }

    private HelpdeskSite Site(string[] caller) => new(HelpdeskSite.Night, new Script().With("caller", caller), recordings: _folder.FullName);

    private Ticket Raised(string[] caller)
    {
        var site = Site(caller);
        Take(site, site.Caller(HelpdeskSite.Maria));
        return Assert.Single(site.Tickets.All);
    }

    private static void Take(HelpdeskSite site, ScriptedCall call, long floor = 0)
    {
        var seen = site.Site with { RecordingFloor = floor };
        var handler = new CallHandler(seen, site.Runner, new AgentQueue(seen), NullLogger<CallHandler>.Instance) { Exchange = site.Exchange };
        Pump.Run(site.Time, () => handler.HandleAsync(call, default));
    }
}
