using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

public sealed class IdentificationTests
{
    [Fact]
    public void A_contract_number_and_the_contacts_own_pin_identify()
    {
        var scene = Play(HelpdeskSite.Night, HelpdeskSite.Stranger, "language=1", "contract.number=100200", "pin=4826", "menu.main=9");
        Assert.Contains("identified aceros/maria 100200", scene.Journal);
    }

    [Fact]
    public void The_number_on_file_asks_for_the_pin_alone_and_star_for_the_contract()
    {
        var alone = Play(HelpdeskSite.Night, HelpdeskSite.Maria, "language=1", "pin=4826", "menu.main=9");
        Assert.NotEqual(-1, alone.Heard(Prompts.KnownNumber));
        var other = Play(HelpdeskSite.Night, HelpdeskSite.Maria, "language=1", "pin=*", "contract.number=100300", "pin=5074", "menu.main=9");
        Assert.Contains("identified papeleria/rosa 100300", other.Journal);
    }

    [Fact]
    public void A_hash_behind_a_number_that_was_complete_is_no_wrong_pin()
    {
        var scene = Play(HelpdeskSite.Night, HelpdeskSite.Stranger, "language=1", "contract.number=100200", "pin=#", "pin=4826", "menu.main=9");
        Assert.Equal(0, scene.Site.Directory.Failures);
    }

    [Fact]
    public void A_number_alone_opens_nothing()
    {
        var scene = Play(HelpdeskSite.Night, HelpdeskSite.Maria, "language=1", "pin=", "pin=", "pin=", "menu.unknown=9");
        Assert.DoesNotContain(scene.Journal, step => step.StartsWith("identified", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_contacts_pin_of_another_company_does_not_open_a_contract()
    {
        var scene = Play(HelpdeskSite.Night, HelpdeskSite.Stranger, "language=1", "contract.number=100200", "pin=5074", "pin=4826", "menu.main=9");
        Assert.Equal(1, scene.Site.Directory.Failures);
        Assert.NotEqual(-1, scene.Heard(Prompts.PinWrong));
    }

    [Fact]
    public void Three_wrong_entries_of_whatever_kind_and_the_caller_goes_on_unidentified()
    {
        var scene = Play(HelpdeskSite.Night, HelpdeskSite.Stranger, "language=1", "contract.number=999999", "contract.number=100200", "pin=0000", "pin=1111", "menu.unknown=9");
        Assert.Equal(3, scene.Site.Directory.Failures);
        Assert.NotEqual(-1, scene.Heard(Prompts.NotIdentified));
    }

    [Fact]
    public void No_digit_of_a_pin_is_kept_anywhere()
    {
        var scene = Play(HelpdeskSite.Night, HelpdeskSite.Stranger, "language=1", "contract.number=100200", "pin=9753", "pin=4826", "menu.main=9");
        Assert.Contains("keyed pin=••••", scene.Journal);
        Assert.DoesNotContain(scene.Journal, step => step.Contains("9753", StringComparison.Ordinal) || step.Contains("4826", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("100200")]
    [InlineData("999999")]
    public void A_number_with_too_many_wrong_pins_is_asked_for_none_and_not_told_whether_a_contract_exists(string contract)
    {
        var script = new Script().With("caller", "language=1", $"contract.number={contract}", "menu.unknown=9");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        Fail(site, 9, HelpdeskSite.Stranger, organisation: null);
        var call = new ScriptedCall("call-1", Asking.Caller, CallDirection.Inbound, new CallParty(HelpdeskSite.Stranger, "", Trusted: true, "pstn"), "5000", site.Answers, site.Time);
        Pump.Run(site.Time, () => site.TakeAsync(call));
        Assert.Empty(script.Mistakes);
        Assert.Contains(Prompts.TooManyPins, call.Heard);
        Assert.DoesNotContain(Prompts.ContractUnknown, call.Heard);
    }

    [Fact]
    public void Who_shows_a_customers_number_that_nobody_vouches_for_does_not_lock_the_customer_out()
    {
        var script = new Script();
        for (var i = 0; i < 3; i++) script.With("caller", "language=1", "pin=0000", "pin=0000", "pin=0000", "menu.unknown=9");
        script.With("caller", [.. Scene.Maria, "menu.main=9"]);
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        for (var i = 1; i <= 4; i++) site.Phone(HelpdeskSite.Maria, id: $"call-{i}");
        Assert.Empty(script.Mistakes);
        Assert.Contains(site.Calls.Events("call-4"), step => step is { Kind: "identified", Detail: "aceros/maria 100200" });
    }

    [Fact]
    public void Past_a_budget_of_wrong_pins_a_customers_contract_is_open_to_the_customers_own_numbers_alone()
    {
        static void Before(HelpdeskSite site) => Fail(site, 30, "+528110000000", "aceros");
        var stranger = Scene.Play(
            HelpdeskSite.Night, new Script().With("caller", "language=1", "contract.number=100200", "menu.unknown=9"), HelpdeskSite.Stranger, before: Before);
        Assert.NotEqual(-1, stranger.Heard(Prompts.TooManyPins));
        var maria = Scene.Play(HelpdeskSite.Night, new Script().With("caller", [.. Scene.Maria, "menu.main=9"]), before: Before);
        Assert.Contains("identified aceros/maria 100200", maria.Journal);
    }

    [Fact]
    public void What_was_tried_on_other_calls_meanwhile_counts_before_a_pin_is_judged()
    {
        var script = new Script().With(
            "caller", "language=1", "language=1", "contract.number=100200", "contract.number=100200", "pin=0000", "pin=4826", "menu.unknown=9", "menu.unknown=9");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        Fail(site, 29, "+528110000000", "aceros");
        Pump.Run(site.Time, async () =>
        {
            var first = site.TakeAsync(site.Caller(HelpdeskSite.Stranger));
            await Task.Delay(TimeSpan.FromMilliseconds(100), site.Time);
            await Task.WhenAll(first, site.TakeAsync(site.Caller(HelpdeskSite.Stranger, id: "call-2")));
        });
        Assert.Empty(script.Mistakes);
        Assert.DoesNotContain(site.Calls.Events("call-2"), step => step.Kind == "identified");
    }

    [Fact]
    public void Whoever_tries_contract_numbers_is_slowed_with_all_whom_nobody_vouches_for()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", "language=1", "contract.number=999999", "contract.number=*", "menu.unknown=9"),
            HelpdeskSite.Stranger,
            before: site => Fail(site, 40, "", organisation: null));
        var events = scene.Site.Calls.Events("call-1");
        var keyed = events.First(step => step.Detail == "contract.number=999999").At;
        Assert.Equal(Duration.FromSeconds(30), events.First(step => step.Kind == "said" && step.At > keyed).At - keyed);
    }

    [Fact]
    public void A_stranger_slows_a_customer_down_and_locks_nobody_out()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", [.. Scene.Maria, "menu.main=9"]),
            before: site => Fail(site, 8, HelpdeskSite.Stranger, "aceros"));
        Assert.Contains("identified aceros/maria 100200", scene.Journal);
        var events = scene.Site.Calls.Events("call-1");
        var keyed = events.First(step => step.Detail.StartsWith("pin=", StringComparison.Ordinal)).At;
        Assert.Equal(Duration.FromSeconds(8), events.First(step => step.Kind == "identified").At - keyed);
        Assert.NotEqual(-1, scene.Heard(Prompts.Music));
    }

    [Fact]
    [Trait("Clause", "IPX-11")]
    public void A_contact_who_is_not_authorised_raises_nothing_in_the_customers_name()
    {
        var scene = Scene.Play(
            HelpdeskSite.Day,
            new Script().With("caller", "language=1", "contract.number=100200", "pin=1938", "folio.repeat=2").With("helpdesk", "dial=answer", "bridge=helper"),
            HelpdeskSite.Stranger);
        Assert.NotEqual(-1, scene.Heard(Prompts.NotAuthorised));
        Assert.Equal((null, null, false), (scene.Ticket.OrganisationId, scene.Ticket.ContactId, scene.Ticket.CallerVerified));
        Assert.Contains(Prompts.WhisperUnverified, scene.Site.Exchange.Leg("helpdesk").Heard);
    }

    [Fact]
    public void A_lapsed_contract_is_said_and_leads_to_a_person()
    {
        var scene = Scene.Play(
            HelpdeskSite.Day,
            new Script().With("caller", "language=1", "contract.number=100400", "pin=6241", "folio.repeat=2").With("helpdesk", "dial=answer", "bridge=helper"),
            HelpdeskSite.Stranger);
        Assert.NotEqual(-1, scene.Heard(Prompts.Lapsed));
        Assert.Equal(("molinos", false), (scene.Ticket.OrganisationId, scene.Ticket.CallerVerified));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }

    private static void Fail(HelpdeskSite site, int times, string number, string? organisation)
    {
        for (var i = 0; i < times; i++) _ = site.Directory.NotePinFailureAsync(number, organisation, site.Site.Clock.Now, CancellationToken.None);
    }

    private static Scene Play(string at, string from, params string[] caller) => Scene.Play(at, new Script().With("caller", caller), from);
}
