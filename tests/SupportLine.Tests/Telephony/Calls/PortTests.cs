using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>When there are no more ports, the next caller is told so and nobody else notices.</summary>
public sealed class PortTests
{
    private const int Calls = 5;

    [Fact]
    public async Task The_call_that_finds_no_port_is_refused_by_503_and_harms_none()
    {
        await using var engines = new TwoEngines(ports: 2 * Calls);
        var connected = new List<(ICall Caller, ICall Called)>();
        for (var i = 0; i < Calls; i++)
        {
            connected.Add(await engines.ConnectAsync());
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(503, Assert.IsType<DialResult.Failed>(await engines.DialAsync()).Status);
        }

        Assert.Equal(Calls, await engines.Called.LegsAsync());
        await Task.WhenAll(connected.Select(HearsAsync));
        Assert.All(connected, call => Assert.Null(call.Called.End));
    }

    private static async Task HearsAsync((ICall Caller, ICall Called) call)
    {
        var asking = call.Called.CollectAsync(
            new Collection { Question = "test", Prompt = Rtp.MediaRig.Say(5), MaxDigits = 3, FirstKey = TwoEngines.Patience },
            default);
        await call.Caller.SendDigitsAsync("507", default).WaitAsync(TwoEngines.Patience);
        Assert.Equal("507", (await asking.WaitAsync(TwoEngines.Patience)).Digits);
    }
}
