using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr.Terms;

/// <summary>What a request needs of the account, and what its caller hears when that is missing (SNG-07 to SNG-11).</summary>
public sealed class RequirementTests
{
    private static TermsScene Sangoma => new(KnownLines.Sangoma);

    [Fact]
    [Trait("Clause", "SNG-09")]
    [Trait("Clause", "SNG-03")]
    public void A_request_that_uses_credits_tells_the_balance_and_the_talk_is_paid_a_credit_a_minute()
    {
        var scene = Configuration(credits: 60)
            .With("caller", [.. TermsScene.NewRequest, "product=1", "request.type=2", "keyed.billing-liability-id=4411#", "keyed.deployment-id=771234#", .. TermsScene.Described])
            .With("sangoma", "dial=answer", "bridge=helper")
            .With("caller", "another=9")
            .Play(TermsScene.Day);
        Assert.Equal("piece.number.60", scene.Call.Heard[scene.Heard(Prompts.CreditBalance) + 1]);
        Assert.Equal(-1, scene.Heard(Prompts.CreditsLow));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);

        // They spoke for a minute.
        Assert.Equal([60, -1], scene.Site.Credits.All.Select(entry => entry.Credits));
        Assert.Equal(("4411", "771234"), (scene.Ticket.Given["billing-liability-id"], scene.Ticket.Given["deployment-id"]));
        Assert.Equal(["traces"], scene.Ticket.Missing);
    }

    [Fact]
    public void A_balance_that_runs_low_is_warned_of() => Assert.NotEqual(-1, Configuration(credits: 3)
        .With("caller", [.. TermsScene.NewRequest, "product=1", "request.type=2", "keyed.billing-liability-id=hang-up"])
        .Play(TermsScene.Day).Heard(Prompts.CreditsLow));

    [Fact]
    [Trait("Clause", "SNG-09")]
    public void Without_credits_the_caller_hears_so_and_what_helps_and_reaches_sales_in_hours()
    {
        var scene = Configuration(credits: 0)
            .With("caller", [.. TermsScene.NewRequest, "product=1", "request.type=2", "lack=1", "folio.repeat=2"])
            .With("sangoma", "dial=answer", "bridge=helper")
            .With("caller", "another=9")
            .Play(TermsScene.Day);
        Assert.Equal(scene.Heard(Prompts.LacksCredits) + 1, scene.Heard(Prompts.BuyCredits));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
        Assert.DoesNotContain(scene.Site.Credits.All, entry => entry.Credits < 0);
        Assert.Equal(["NoCredits"], Assert.Single(scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.EntitlementLacked>()).Lacks);
    }

    [Fact]
    [Trait("Clause", "SNG-07")]
    public void Who_goes_back_to_another_product_takes_no_request_of_the_first_along()
    {
        var scene = Sangoma.Contract("sbc", until: new LocalDate(2026, 2, 28))
            .With("caller", [.. TermsScene.NewRequest, "product=5", "request.type=2", "lack=*", "request.type=*", "product=1", "request.type=hang-up"])
            .Play(TermsScene.Day);
        Assert.DoesNotContain(scene.Site.Tickets.All, ticket => ticket.RequestType is not null);
    }

    [Fact]
    [Trait("Clause", "SNG-07")]
    public void A_lapsed_contract_does_not_entitle_and_a_message_can_be_left_at_night()
    {
        var scene = Sangoma.Contract("sbc", until: new LocalDate(2026, 2, 28))
            .With("caller", [.. TermsScene.NewRequest, "product=5", "request.type=2", "lack=1", .. TermsScene.Described, "another=9"])
            .Play(TermsScene.Night);
        Assert.Equal(scene.Heard(Prompts.ContractLapsed) + 1, scene.Heard(Prompts.RenewContract));
        Assert.Equal(CallEnding.MessageLeft, scene.Ending);
        Assert.NotNull(scene.Ticket.Recording);
        Assert.Empty(scene.Site.Exchange.Rung);
    }

    [Fact]
    [Trait("Clause", "SNG-07")]
    public void A_message_in_hours_rings_nobody()
    {
        var scene = Sangoma
            .With("caller", [.. TermsScene.NewRequest, "product=5", "request.type=2", "lack=2", .. TermsScene.Described, "another=9"])
            .Play(TermsScene.Day);
        Assert.Equal(scene.Heard(Prompts.LacksContract) + 1, scene.Heard(Prompts.BuyContract));
        Assert.Equal(CallEnding.MessageLeft, scene.Ending);
        Assert.Empty(scene.Site.Exchange.Rung);
    }

    [Fact]
    [Trait("Clause", "SNG-07")]
    public void A_contract_that_is_not_offered_is_never_suggested()
    {
        var scene = Sangoma.Asset("phones", warranty: new LocalDate(2025, 12, 31))
            .With("caller", [.. TermsScene.NewRequest, "product=7", "request.type=1", "lack=hang-up"])
            .Play(TermsScene.Day);
        Assert.Equal(scene.Heard(Prompts.WarrantyOver) + 1, scene.Heard(Prompts.AskSales));
        Assert.DoesNotContain(scene.Call.Heard, key => key is Prompts.BuyContract or Prompts.RenewContract);
    }

    [Fact]
    [Trait("Clause", "SNG-08")]
    public void The_first_year_of_a_module_is_included_and_after_it_maintenance_is_asked_for()
    {
        string[] asks = [.. TermsScene.NewRequest, "product=1", "request.type=3"];
        Assert.Equal(-1, Sangoma.Asset("freepbx", bought: new LocalDate(2025, 6, 1)).With("caller", [.. asks, "contact.confirm=hang-up"]).Play(TermsScene.Day).Heard(Prompts.MaintenanceOver));
        var over = Sangoma.Asset("freepbx", bought: new LocalDate(2025, 3, 1)).With("caller", [.. asks, "lack=hang-up"]).Play(TermsScene.Day);
        Assert.Equal(over.Heard(Prompts.MaintenanceOver) + 1, over.Heard(Prompts.RenewMaintenance));
    }

    [Fact]
    [Trait("Clause", "SNG-10")]
    public void A_department_that_is_closed_to_the_account_is_not_offered()
    {
        string[] chooses = [.. TermsScene.NewRequest, "product=1", "request.type=hang-up"];
        Assert.Equal(-1, Sangoma.With("caller", chooses).Play(TermsScene.Day).Heard("sangoma.request.freepbx-configuration"));
        Assert.NotEqual(-1, Sangoma.Contract("freepbx").With("caller", chooses).Play(TermsScene.Day).Heard("sangoma.request.freepbx-configuration"));
    }

    [Fact]
    [Trait("Clause", "SNG-11")]
    public void Who_does_not_have_an_id_at_hand_waits_and_the_ticket_lists_it()
    {
        var scene = Configuration(credits: 60)
            .With("caller", [.. TermsScene.NewRequest, "product=1", "request.type=2", "keyed.billing-liability-id=", "keyed.deployment-id=771234#", .. TermsScene.Described, "another=9"])
            .Play(TermsScene.Night);
        Assert.Equal(["billing-liability-id", "traces"], scene.Ticket.Missing);
        Assert.Equal(["deployment-id"], scene.Ticket.Given.Keys);
    }

    [Fact]
    public void Star_leads_from_each_question_to_the_one_before()
    {
        var scene = Configuration(credits: 60)
            .With(
                "caller",
                [
                    .. TermsScene.NewRequest, "product=1", "request.type=2", "keyed.billing-liability-id=4411#", "keyed.deployment-id=*", "keyed.billing-liability-id=*",
                    "request.type=*", "product=*", "menu.main=9",
                ])
            .Play(TermsScene.Day);
        Assert.Empty(scene.Site.Tickets.All);
        Assert.Equal(CallEnding.EndedByCaller, scene.Ending);
    }

    [Fact]
    [Trait("Clause", "SNG-15")]
    public void The_conditions_of_a_request_are_told_before_it_is_taken()
    {
        var phones = Sangoma.Asset("phones", warranty: new LocalDate(2027, 1, 1))
            .With("caller", [.. TermsScene.NewRequest, "product=7", "request.type=2", .. TermsScene.Described, "another=9"])
            .Play(TermsScene.Night);
        Assert.True(phones.Heard("sangoma.notice.connected-phones") < phones.Heard(Prompts.YourNumber));
        Assert.Contains(new TicketChange.Told("connected-phones", null), phones.Site.Tickets.Changes(phones.Ticket));
        Assert.NotEqual(-1, Sangoma.With("caller", [.. TermsScene.NewRequest, "product=8", "request.type=2", "contact.confirm=hang-up"]).Play(TermsScene.Day).Heard(Prompts.BestEffort));
    }

    [Fact]
    [Trait("Clause", "SNG-01")]
    public void A_second_problem_of_the_same_call_is_a_second_ticket()
    {
        string[] card = ["product=8", "request.type=2"];
        var scene = Sangoma
            .With("caller", [.. TermsScene.NewRequest, .. card, .. TermsScene.Described, "another=1", .. card, "record=speech", "describe.review=1", "folio.repeat=2", "another=9"])
            .Play(TermsScene.Night);
        Assert.Equal(2, scene.Site.Tickets.All.Count);
        Assert.Equal(2, scene.Site.Tickets.All.Select(ticket => ticket.Recording).Distinct().Count());
        Assert.All(scene.Site.Tickets.All, ticket => Assert.Equal(TermsScene.Ann, ticket.ContactNumber));
    }

    [Fact]
    public void An_account_without_any_contract_is_found_by_its_own_number()
    {
        var scene = Sangoma
            .With("caller", "contract.number=123#", $"contract.number={TermsScene.Account}#", "pin=5937", "menu.main=1", "product=8", "request.type=2", "contact.confirm=hang-up")
            .Play(TermsScene.Day, from: "+12125559999");
        Assert.NotEqual(-1, scene.Heard(Prompts.AccountNumber));
        Assert.Equal(("acme", "acme/bob", null), (scene.Ticket.OrganisationId, scene.Ticket.ContactId, scene.Ticket.ContractNumber));
        Assert.True(scene.Ticket.CallerVerified);
    }

    private static TermsScene Configuration(int credits) => credits > 0 ? Sangoma.Contract("freepbx").Credits(credits) : Sangoma.Contract("freepbx");
}
