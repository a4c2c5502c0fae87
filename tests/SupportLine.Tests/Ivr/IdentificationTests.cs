using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
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

    [Fact]
    public void A_number_with_too_many_wrong_pins_is_asked_for_none()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", "language=1", "contract.number=100200", "menu.unknown=9"),
            HelpdeskSite.Stranger,
            before: site => Fail(site, 9, HelpdeskSite.Stranger, organisation: null));
        Assert.NotEqual(-1, scene.Heard(Prompts.TooManyPins));
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
