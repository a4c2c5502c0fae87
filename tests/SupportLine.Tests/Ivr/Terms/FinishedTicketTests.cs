using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr.Terms;

/// <summary>Tickets that are finished, or wait for the customer's word.</summary>
public sealed class FinishedTicketTests
{
    private static readonly string[] Lookup = ["pin=4826", "menu.main=2"];

    [Fact]
    [Trait("Clause", "WLD-07")]
    public void A_closed_ticket_is_never_reopened_and_a_new_one_refers_to_it()
    {
        var call = new TermsScene(KnownLines.Wildix).Raised("closed");
        var scene = call
            .With("caller", [.. Lookup, $"folio={call.Folio}#", "lookup=1", "request.type=2", "keyed.product=12345#", .. TermsScene.Described])
            .Play(TermsScene.Night);
        Assert.NotEqual(-1, scene.Heard(Prompts.NeverReopened));
        Assert.Equal("closed", scene.Site.Tickets.All[0].Status);
        Assert.Contains(new TicketChange.Referred(call.Folio), scene.Site.Tickets.Changes(scene.Site.Tickets.All[1]));
        Assert.Equal(CallEnding.TicketRaised, scene.Ending);
    }

    [Fact]
    [Trait("Clause", "SNG-13")]
    public void A_reply_to_a_closed_ticket_opens_it_again()
    {
        var call = new TermsScene(KnownLines.Sangoma).Raised("closed");
        var scene = call.With("caller", [.. Lookup, $"folio={call.Folio}#", "lookup=1", "record=speech"]).Play(TermsScene.Night);
        Assert.Equal("in-progress", scene.Ticket.Status);
        Assert.Equal(scene.Heard(Prompts.NoteSaved) + 1, scene.Heard(Prompts.Reopened));
    }

    [Fact]
    [Trait("Clause", "SNG-13")]
    public void Without_a_word_nothing_is_reopened_and_a_new_problem_is_a_new_ticket()
    {
        var silent = new TermsScene(KnownLines.Sangoma).Raised("closed");
        Assert.Equal("closed", silent.With("caller", [.. Lookup, $"folio={silent.Folio}#", "lookup=1", "record="]).Play(TermsScene.Night).Ticket.Status);

        var call = new TermsScene(KnownLines.Sangoma).Raised("closed");
        var scene = call
            .With("caller", [.. Lookup, $"folio={call.Folio}#", "lookup=2", "product=8", "request.type=2", .. TermsScene.Described, "another=9"])
            .Play(TermsScene.Night);
        Assert.Equal(["closed", "new"], scene.Site.Tickets.All.Select(ticket => ticket.Status));
    }

    [Fact]
    public void A_caller_who_hangs_up_while_replying_has_replied()
    {
        var call = new TermsScene(KnownLines.Sangoma).Raised("closed");
        var scene = call.With("caller", [.. Lookup, $"folio={call.Folio}#", "lookup=1", "record=hang-up"]).Play(TermsScene.Night);
        Assert.NotNull(scene.Call.End);
        Assert.Equal(CallEnding.FolioServed, scene.Ending);
    }

    [Fact]
    public void Where_support_decides_the_caller_is_told_so_and_the_ticket_stays_closed()
    {
        var call = new TermsScene(KnownLines.Xcally).Raised("closed");
        var scene = call.With("caller", [.. Lookup, $"folio={call.Folio}#", "lookup=1", "record=speech"]).Play(TermsScene.Night);
        Assert.NotEqual(-1, scene.Heard(Prompts.SupportDecides));
        Assert.Equal("closed", scene.Ticket.Status);
        Assert.Single(scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.VoiceNoted>());
    }

    [Theory]
    [InlineData("1", "closed", Prompts.SolutionApproved)]
    [InlineData("2", "in-progress", Prompts.SolutionRefused)]
    [Trait("Clause", "XIV-08")]
    public void A_proposed_solution_is_approved_or_refused_by_phone(string key, string status, string said)
    {
        var call = new TermsScene(KnownLines.Xivo).Raised("solution-proposed", new TicketChange.SolutionProposed("Update the agent"));
        var scene = call.With("caller", [.. Lookup, $"folio={call.Folio}#", $"solution={key}", "lookup=9"]).Play(TermsScene.Night);
        Assert.Equal(status, scene.Ticket.Status);
        Assert.NotEqual(-1, scene.Heard(said));
        Assert.Contains(scene.Journal, step => step.Contains("Update the agent", StringComparison.Ordinal));
        Assert.Contains(new TicketChange.SolutionAnswered(key == "1"), scene.Site.Tickets.Changes(scene.Ticket));
    }

    [Fact]
    [Trait("Clause", "XIV-08")]
    public void No_answer_leaves_the_solution_proposed()
    {
        var call = new TermsScene(KnownLines.Xivo).Raised("solution-proposed");
        var scene = call.With("caller", [.. Lookup, $"folio={call.Folio}#", "solution=", "solution=", "lookup=9"]).Play(TermsScene.Night);
        Assert.Equal("solution-proposed", scene.Ticket.Status);
    }

    [Theory]
    [InlineData("waiting-for-support")]
    [InlineData("in-progress")]
    [InlineData("waiting-for-customer")]
    [InlineData("escalated")]
    [InlineData("under-investigation")]
    [InlineData("under-development")]
    [InlineData("resolved")]
    [InlineData("closed")]
    [Trait("Clause", "XCL-08")]
    [Trait("Clause", "XCL-05")]
    public void A_colleague_hears_the_status_of_the_organisations_ticket(string status)
    {
        var call = new TermsScene(KnownLines.Xcally).Raised(status);
        var question = status == "resolved" ? "solution" : "lookup";
        var scene = call.With("caller", [.. Lookup, $"folio={call.Folio}#", $"{question}=hang-up"]).Play(TermsScene.Night);
        Assert.Equal("acme/bob", scene.Ticket.ContactId);
        Assert.Equal($"status.{status}", scene.Call.Heard[scene.Heard(Prompts.StatusIs) + 1]);
    }
}
