using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

public sealed class NewRequestTests
{
    private static readonly string[] Change = [.. Scene.Maria, "menu.main=1", "request.type=3", "contact.confirm=1", "record=speech", "describe.review=1"];

    [Fact]
    [Trait("Clause", "IPX-01")]
    [Trait("Clause", "IPX-05")]
    public void A_caller_raises_a_request_and_hears_its_folio_digit_by_digit()
    {
        var scene = Connected([.. Change, "folio.repeat=2"]);
        var ticket = scene.Ticket;
        Assert.Equal(("cambio", "aceros", "aceros/maria", "100200"), (ticket.RequestType, ticket.OrganisationId, ticket.ContactId, ticket.ContractNumber));
        Assert.Equal(("call-1", "call-1.wav", true, false), (ticket.CallId, ticket.Recording, ticket.CallerVerified, ticket.Incomplete));
        Assert.Equal(ticket.Folio.Digits, Scene.DigitsAfter(scene.Call, Prompts.FolioIs));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }

    [Fact]
    public void The_folio_is_read_again_as_often_as_asked()
    {
        var scene = Connected([.. Change, "folio.repeat=1", "folio.repeat=1", "folio.repeat=2"]);
        Assert.Equal(3, scene.Call.Heard.Count(key => key == Prompts.FolioIs));
    }

    [Fact]
    public void A_disk_that_takes_nothing_keeps_nobody_from_a_folio_and_the_ticket_says_so()
    {
        var scene = Connected([.. Scene.Maria, "menu.main=1", "request.type=3", "contact.confirm=1", "record=unwritten", "folio.repeat=2"]);
        Assert.Null(scene.Ticket.Recording);
        Assert.Contains("description", scene.Ticket.Missing);
        Assert.Contains(scene.Site.Tickets.Changes(scene.Ticket), change => change is TicketChange.Noted { Text: "The recording stopped after 0.0 s: No space left on device" });
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }

    [Fact]
    public void Silence_after_the_folio_goes_on()
    {
        var scene = Connected([.. Change, "folio.repeat=", "folio.repeat="]);
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }

    [Fact]
    public void English_is_spoken_to_whoever_chooses_it()
    {
        var scene = Connected(["language=2", .. Change[1..], "folio.repeat=2"]);
        Assert.Equal("en", scene.Ticket.Language);
        Assert.Contains(scene.Journal, step => step.Contains("Your ticket number is", StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Journal, step => step.Contains("Su número", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "IPX-08")]
    public void A_claim_in_hours_is_noted_and_the_ticket_stands_at_the_starting_class()
    {
        var scene = Connected(
            [.. Scene.Maria, "menu.main=1", "request.type=4", "severity=1", "severity.confirm=1", "contact.confirm=1", "record=speech", "folio.repeat=2"]);
        Assert.Equal(("emergencia", true, "estandar"), (scene.Ticket.Claimed, scene.Ticket.Confirmed, scene.Ticket.Severity));
        Assert.NotEqual(-1, scene.Heard("ipaxes.severity.emergencia.confirm"));
        Assert.Equal(-1, scene.Heard("ipaxes.severity.emergencia.night"));
    }

    [Fact]
    public void A_fifth_kind_of_request_is_offered_in_a_further_group_after_a_silence()
    {
        var waits = Connected([.. Scene.Maria, "menu.main=1", "request.type=", "request.type=5", "contact.confirm=1", "record=speech", "describe.review=1", "folio.repeat=2"]);
        Assert.Equal("pregunta", waits.Ticket.RequestType);
        Assert.Equal(-1, waits.Heard(Prompts.Silence));

        var knows = Connected([.. Scene.Maria, "menu.main=1", "request.type=5", "contact.confirm=1", "record=speech", "describe.review=1", "folio.repeat=2"]);
        Assert.Equal(-1, knows.Heard("ipaxes.request.pregunta"));
    }

    [Fact]
    public void Star_leads_back_question_by_question()
    {
        var scene = Connected(
        [
            .. Scene.Maria, "menu.main=1", "request.type=4", "severity=1", "severity.confirm=*", "severity=3", "contact.confirm=*", "severity=*",
            "request.type=3", "contact.confirm=1", "record=*", "contact.confirm=*", "request.type=*", "menu.main=1", "request.type=1",
            "contact.confirm=1", "record=speech", "describe.review=1", "folio.repeat=2",
        ]);
        Assert.Equal(("alta", null), (scene.Ticket.RequestType, scene.Ticket.Claimed));
    }

    [Fact]
    [Trait("Clause", "IPX-06")]
    public void What_the_telephone_does_not_ask_for_is_listed_as_missing()
    {
        Assert.Equal(["data-to-carry-it-out"], Connected([.. Change, "folio.repeat=2"]).Ticket.Missing);
        var silent = Connected([.. Change[..^2], "record=", "record=", "record=", "folio.repeat=2"]);
        Assert.Contains("description", silent.Ticket.Missing);
        Assert.Equal("call-1-3.wav", silent.Ticket.Recording);
    }

    [Fact]
    public void A_recording_is_made_again_without_writing_over_the_first()
    {
        var scene = Connected([.. Change[..^1], "describe.review=2", "record=speech", "describe.review=1", "folio.repeat=2"]);
        Assert.Equal("call-1-2.wav", scene.Ticket.Recording);
    }

    [Fact]
    public void Another_number_is_keyed_and_read_back()
    {
        var scene = Connected(
            [.. Change[..^3], "contact.confirm=2", "contact.number=12#", "contact.number=8183459999#", "contact.confirm=1", .. Change[^2..], "folio.repeat=2"]);
        Assert.Equal("+528183459999", scene.Ticket.ContactNumber);
        Assert.Equal("8183459999", Scene.DigitsAfter(scene.Call, Prompts.NumberKeyed));
        Assert.NotEqual(-1, scene.Heard(Prompts.NumberInvalid));
    }

    [Fact]
    public void Whoever_presses_nothing_reaches_a_person_in_hours()
    {
        var scene = Connected([.. Scene.Maria, "menu.main=", "menu.main=", "folio.repeat="  , "folio.repeat="]);
        Assert.NotEqual(-1, scene.Heard(Prompts.Silence));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }

    [Fact]
    public void Nonsense_is_said_to_be_nonsense_and_asked_again()
    {
        var scene = Connected([.. Scene.Maria, "menu.main=7", "menu.main=1", .. Change[3..], "folio.repeat=2"]);
        Assert.NotEqual(-1, scene.Heard(Prompts.NotUnderstood));
    }

    [Fact]
    public void Nine_ends_and_keeps_what_was_said()
    {
        var early = Scene.Play(HelpdeskSite.Day, new Script().With("caller", [.. Scene.Maria, "menu.main=9"]));
        Assert.Empty(early.Site.Tickets.All);
        Assert.Equal(Prompts.Goodbye, early.Call.Heard[^1]);

        var late = Scene.Play(HelpdeskSite.Day, new Script().With("caller", [.. Change[..^1], "describe.review=9"]));
        Assert.True(late.Ticket.Incomplete);
        Assert.All([early, late], scene => Assert.Equal(CallEnding.EndedByCaller, scene.Ending));
    }

    [Fact]
    [Trait("Clause", "IPX-15")]
    public void A_known_failure_is_told_before_anything_is_asked()
    {
        var words = new Dictionary<string, string>();
        var scene = Scene.Play(
            HelpdeskSite.Day,
            new Script().With("caller", "language=1", "pin=hang-up"),
            before: site => site.Announcements.All.Add(new("a", "ipaxes", SupportLine.Domain.Announcements.AnnouncementKind.Failure, words, null, Moment.At(HelpdeskSite.Day), null)));
        Assert.True(scene.Heard(Prompts.KnownFailure) < scene.Heard(Prompts.Pin));
        Assert.NotEqual(-1, scene.Heard(Prompts.KnownFailure));
    }

    private static Scene Connected(string[] caller) => Scene.Play(
        HelpdeskSite.Day, new Script().With("caller", caller).With("helpdesk", "dial=answer", "bridge=helper"));
}
