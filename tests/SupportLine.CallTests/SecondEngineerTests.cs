using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests;

/// <summary>Three in one talk.</summary>
public sealed class SecondEngineerTests
{
    [Fact]
    public async Task A_second_engineer_is_brought_in_hears_and_is_heard_and_stays_when_the_first_has_left()
    {
        await using var first = new Phone();
        await using var second = new Phone();
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [first, second], null);
        await using var phone = await site.CallsIdentifiedAsync();
        await phone.ClaimsEmergencyAsync();
        await first.AnswersAsync();
        await first.HearsAsync("engineer.menu");
        await first.PressesAsync("1");
        await first.HearsAsync("engineer.connecting");
        await phone.HearsAsync("escalate.accepted");

        await first.PressesUntilAsync("*7", first.HearsAsync("second.calling"));
        await second.AnswersAsync();
        await second.HearsAsync("second.whisper");
        await second.HearsAsync("second.menu");
        await second.PressesAsync("1");

        // Each says what nobody says on the line, and the two others hear it.
        await second.SaysUntilAsync("announcement.maintenance", Task.WhenAll(phone.HearsAsync("announcement.maintenance"), first.HearsAsync("announcement.maintenance")));
        await phone.SaysUntilAsync("announcement.failure", Task.WhenAll(first.HearsAsync("announcement.failure"), second.HearsAsync("announcement.failure")));

        await first.HangsUpAsync();
        await phone.SaysUntilAsync("announcement.notice", second.HearsAsync("announcement.notice"));
        await phone.HangsUpAsync();
        await second.IsLeftAsync();

        Assert.Equal(CallEnding.ConnectedToEngineer, (await site.EndedCallAsync()).Ending);
    }
}
