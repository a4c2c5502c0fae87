using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>An agent phones the service number.</summary>
public sealed class AgentServiceTests
{
    private const string Service = "5099";

    [Theory]
    [InlineData("anna", "sip:anna@127.0.0.1")]
    [InlineData("phone:anna", "phone:anna")]
    [InlineData("+528183450999", "+52 81 8345 0999")]
    public void From_the_agents_own_phone_key_one_signs_in(string from, string phone)
    {
        var (site, call) = Play(from, phone, pin: null, "service=1");
        Assert.True(site.Agents.All["anna"].State.IsOnDuty);
        Assert.Contains(Prompts.ServiceSignedIn, call.Heard);
        Assert.Equal(CallEnding.AgentServed, site.Ending());
    }

    [Fact]
    public void Of_an_agent_with_a_PIN_it_is_asked_where_nobody_vouches_for_the_number()
    {
        var (site, _) = Play("anna", "sip:anna@127.0.0.1", "4711", "service.pin=4711#", "service=1");
        Assert.True(site.Agents.All["anna"].State.IsSignedIn);
    }

    [Fact]
    public void A_phone_that_has_proven_its_password_is_asked_for_no_PIN()
    {
        var (site, _) = Play("phone:anna", "phone:anna", "4711", "service=1");
        Assert.True(site.Agents.All["anna"].State.IsSignedIn);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("phone:bela")]
    public void Who_only_bears_the_name_of_a_registered_phone_is_not_it(string from)
    {
        var (site, _) = Play(from, "phone:anna", pin: null, "service.pin=1#", "service.pin=2#", "service.pin=3#");
        Assert.False(site.Agents.All["anna"].State.IsSignedIn);
    }

    [Fact]
    public void From_any_other_phone_the_PIN_says_who_it_is()
    {
        var (site, call) = Play("+528112345678", "sip:anna@127.0.0.1", "4711", "service.pin=9999#", "service.pin=4711#", "service=1");
        Assert.Contains(Prompts.PinWrong, call.Heard);
        Assert.True(site.Agents.All["anna"].State.IsSignedIn);
        Assert.Equal(1, site.Directory.Failures);
        Assert.DoesNotContain(site.Calls.Events("call-1"), step => step.Detail.Contains("4711", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_knows_no_PIN_changes_nothing()
    {
        var (site, call) = Play("+528112345678", "sip:anna@127.0.0.1", "4711", "service.pin=1#", "service.pin=2#", "service.pin=3#");
        Assert.False(site.Agents.All["anna"].State.IsSignedIn);
        Assert.DoesNotContain(Prompts.ServiceMenu, call.Heard);
    }

    [Fact]
    public void Past_a_budget_of_wrong_PINs_unknown_phones_are_refused_and_an_agents_own_is_not()
    {
        var script = new Script();
        for (var i = 0; i < 10; i++) script.With("caller", "service.pin=1#", "service.pin=2#", "service.pin=3#");
        var site = Site(script.With("caller", "service.pin=4711#", "service=1"), "sip:anna@127.0.0.1", "4711", signedIn: false);
        for (var i = 0; i < 10; i++) site.Phone($"+52811234567{i}", Service, id: $"call-{i}");
        Assert.Contains(Prompts.TooManyPins, site.Phone("+528112345688", Service, id: "call-10").Heard);
        site.Phone("anna", Service, id: "call-11");
        Assert.Empty(script.Mistakes);
        Assert.True(site.Agents.All["anna"].State.IsSignedIn);
    }

    [Theory]
    [InlineData("1", "break")]
    [InlineData("2", "meal")]
    [InlineData("3", "other-work")]
    public void A_pause_has_a_reason(string key, string reason)
    {
        var (site, call) = Play("anna", "sip:anna@127.0.0.1", null, signedIn: true, "service=2", $"service.pause={key}");
        Assert.Equal(reason, site.Agents.All["anna"].State.Pause);
        Assert.Contains(Prompts.ServicePaused, call.Heard);
    }

    [Fact]
    public void Who_is_not_signed_in_is_told_so_instead_of_being_paused()
    {
        var (site, call) = Play("anna", "sip:anna@127.0.0.1", null, "service=2", "service.pause=1");
        Assert.Null(site.Agents.All["anna"].State.Pause);
        Assert.Contains(Prompts.ServiceSignedOut, call.Heard);
    }

    [Fact]
    public void Key_three_signs_out()
    {
        var (site, _) = Play("anna", "sip:anna@127.0.0.1", null, signedIn: true, "service=3");
        Assert.False(site.Agents.All["anna"].State.IsSignedIn);
    }

    private static (HelpdeskSite Site, ScriptedCall Call) Play(string from, string phone, string? pin, params string[] answers) =>
        Play(from, phone, pin, signedIn: false, answers);

    private static (HelpdeskSite Site, ScriptedCall Call) Play(string from, string phone, string? pin, bool signedIn, params string[] answers)
    {
        var script = new Script().With("caller", answers);
        var site = Site(script, phone, pin, signedIn);
        var call = site.Phone(from, Service);
        Assert.Empty(script.Mistakes);
        return (site, call);
    }

    private static HelpdeskSite Site(Script script, string phone, string? pin, bool signedIn)
    {
        var site = new HelpdeskSite(HelpdeskSite.Day, script, line => line with { Queue = new QueueTerms { Source = "operator", ServiceNumber = Service } });
        var state = AgentState.SignedOut with { IsSignedIn = signedIn, IdleSince = Moment.At(HelpdeskSite.Day) };
        site.Agents.All["anna"] = new AgentStanding(new Agent("anna", "Anna", phone, ["ipaxes"], ["es-MX"], []), state);
        if (pin is not null) site.Agents.PinHashes["anna"] = PinHash.Create(pin);
        return site;
    }
}
