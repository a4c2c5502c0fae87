using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.OnCall;

namespace SupportLine.CallTests;

/// <summary>The service is told to stop while an emergency waits. Business time stands still but where a test has it go by.</summary>
public sealed class StopCalls
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse(TestSite.Night, CultureInfo.InvariantCulture));

    [Fact]
    public async Task While_it_takes_no_new_calls_the_next_engineer_is_rung_for_a_caller_who_waits_and_both_talk_until_the_grace_is_over()
    {
        await using var silent = new Phone();
        await using var last = new Phone();
        await using var site = await ByNightAsync(silent, last);
        await using var phone = await site.CallsIdentifiedAsync();
        await phone.ClaimsEmergencyAsync();
        await silent.IsHeardRingingAsync();

        site.Service.Drain();
        await using var late = new Phone();
        Assert.Equal(503, await late.DialAsync(site.Address, "5000"));
        _time.Advance(TimeSpan.FromSeconds(25));
        await silent.IsLeftAsync();
        await last.AnswersAsync();
        await last.HearsAsync("engineer.emergency");
        await last.PressesAsync("1");
        await last.SaysUntilAsync("announcement.failure", phone.HearsAsync("announcement.failure"));
        _time.Advance(TimeSpan.FromSeconds(11));
        var escalation = Assert.Single(await site.Service.Site.Escalations.ListAsync(null, default));
        Assert.Equal((EscalationState.Accepted, "engineer2"), (escalation.State, escalation.AcceptedBy));

        await site.Service.StopAsync(TimeSpan.FromSeconds(1));
        await phone.IsLeftAsync();
        await last.IsLeftAsync();
    }

    [Fact]
    public async Task A_caller_who_still_waits_when_the_grace_is_over_is_told_of_the_call_back_and_the_phone_that_rings_stops()
    {
        await using var silent = new Phone();
        await using var site = await ByNightAsync(silent);
        await using var phone = await site.CallsIdentifiedAsync();
        await phone.ClaimsEmergencyAsync();
        await silent.IsHeardRingingAsync();

        var stopping = site.Service.StopAsync(TimeSpan.FromSeconds(1));
        await phone.HearsAsync("escalate.ongoing");
        await silent.IsLeftAsync();
        await phone.IsLeftAsync();
        await stopping;
    }

    private Task<TestSite> ByNightAsync(params Phone[] engineers) => TestSite.StartAsync(TestSite.Night, [], engineers, null, businessTime: _time);
}
