using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests;

/// <summary>What happens before a call is answered.</summary>
public sealed class DoorTests
{
    [Fact]
    public async Task A_caller_who_cancels_before_the_answer_leaves_a_record_and_nothing_hanging()
    {
        await using var site = await TestSite.StartAsync(TestSite.Day, [], [], null);
        await using var phone = new Phone();

        phone.Invite(site.Address, "5000", "+528183459999");
        phone.Cancel();
        await phone.FinalAsync();
        await phone.HangsUpAsync();
        await site.QuietAsync();

        Assert.Contains((await site.EndedCallAsync()).Ending, new CallEnding?[] { CallEnding.CancelledBeforeAnswer, CallEnding.HungUpBeforeRequest });
    }

    [Fact]
    public async Task An_unknown_number_is_not_found()
    {
        await using var site = await TestSite.StartAsync(TestSite.Day, [], [], null);
        await using var phone = new Phone();

        Assert.Equal(404, await phone.DialAsync(site.Address, "4711"));
    }
}
