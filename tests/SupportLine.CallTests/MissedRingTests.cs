using System.Net;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Server.Settings;

namespace SupportLine.CallTests;

/// <summary>An engineer phones back.</summary>
public sealed class MissedRingTests
{
    [Fact]
    public async Task Who_phones_while_the_own_phone_still_rings_hears_the_emergency_and_is_joined_to_the_caller()
    {
        await using var desk = new Phone();
        await using var mobile = new Phone();
        await using var site = await TestSite.StartAsync(
            TestSite.Night, [], [desk], null, sip => sip with { Trunks = [new TrunkSettings("carrier", [IPNetwork.Parse("127.0.0.1/32")], true, null)] });
        await using var phone = await site.CallsIdentifiedAsync();
        await phone.ClaimsEmergencyAsync();
        await desk.RingsAsync();

        // The desk's target is sip:phone@...
        Assert.Equal(200, await mobile.DialAsync(site.Address, "5000", "+528180000000", asserted: "phone"));
        await mobile.HearsAsync("engineer.emergency");
        await mobile.HearsAsync("engineer.menu");
        await desk.IsLeftAsync();
        await mobile.PressesAsync("1");
        await mobile.HearsAsync("engineer.connecting");
        await phone.HearsAsync("escalate.accepted");
        await mobile.SaysUntilAsync("announcement.maintenance", phone.HearsAsync("announcement.maintenance"));
        await phone.SaysUntilAsync("announcement.failure", mobile.HearsAsync("announcement.failure"));
        await phone.HangsUpAsync();
        await mobile.IsLeftAsync();

        await site.EndedCallAsync();
        var calls = await site.Service.Site.Calls.ListAsync(null, 10, default);
        Assert.Equal([CallEnding.ConnectedToEngineer, CallEnding.EngineerServed], calls.Select(call => call.Ending!.Value).Order());
    }
}
