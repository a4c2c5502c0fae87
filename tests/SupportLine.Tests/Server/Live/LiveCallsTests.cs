using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Live;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Server.Live;

/// <summary>Where a call is, by its steps.</summary>
public sealed class LiveCallsTests
{
    private static readonly Instant Began = Moment.At("2026-03-10T10:00:00-06");

    private readonly LiveCalls _calls = new(new MemoryCalls());

    [Theory]
    [InlineData("", CallDoing.Ringing, "", 0)]
    [InlineData("said hello", CallDoing.Listening, "", 1)]
    [InlineData("said hello|said again", CallDoing.Listening, "", 1)]
    [InlineData("said hello|asked pin", CallDoing.Asked, "pin", 2)]
    [InlineData("said hello|asked pin|keyed pin=••••", CallDoing.Listening, "", 3)]
    [InlineData("asked describe|recording a.wav", CallDoing.Recording, "", 2)]
    [InlineData("recording a.wav|recorded a.wav 2.0 s", CallDoing.Listening, "", 2)]
    [InlineData("connected agent:anna", CallDoing.Talking, "agent:anna", 1)]
    [InlineData("connected agent:anna|keyed bridge=*6|said folio|recording n.wav", CallDoing.Talking, "agent:anna", 1)]
    [InlineData("connected agent:anna|connected agent:bela", CallDoing.Talking, "agent:bela", 2)]
    [InlineData("connected agent:anna|parted agent:anna", CallDoing.Listening, "", 2)]
    [InlineData("connected agent:anna|parted agent:anna|said goodbye|asked another", CallDoing.Asked, "another", 4)]
    public async Task What_a_caller_does_is_the_last_step(string steps, CallDoing doing, string detail, int since)
    {
        var call = await AfterAsync(steps);
        Assert.Equal((doing, detail, Began + Duration.FromSeconds(since)), (call.Doing, call.Detail, call.Since));
    }

    [Fact]
    public async Task Phones_ring_until_it_is_known_how_they_came_out()
    {
        Assert.Equal(["agent:anna", "agent:an"], (await AfterAsync("ringing agent:anna|ringing agent:an")).Rings.Select(ring => ring.Who));
        Assert.Equal(["agent:anna"], (await AfterAsync("rang agent:an NoAnswer")).Rings.Select(ring => ring.Who));
    }

    [Fact]
    public async Task Who_it_is_and_what_is_claimed_stands_in_its_progress_and_the_folio_beside_it()
    {
        var call = await AfterAsync("""progress {"language":"es-MX","organisationId":"aceros","standing":"authorised","claimed":"alta","confirmed":false,"contactNumber":""}|ticket 52000018""");
        Assert.Equal((("aceros", "alta"), "52000018"), (call.Known(), call.Folio));
    }

    [Fact]
    public async Task A_call_that_ended_is_counted_and_gone_and_a_step_that_comes_later_makes_none()
    {
        await AfterAsync("said hello");
        Assert.True(await _calls.EndAsync("call", CallEnding.EndedByCaller, Began, default));
        await _calls.AppendAsync("call", Began, "said", "after all");
        Assert.Empty(_calls.Now);
        Assert.Equal(1, _calls.Taken);
    }

    private async Task<LiveCall> AfterAsync(string steps)
    {
        if (_calls.Now.Count == 0) await _calls.OpenAsync(new CallRecord("call", "ipaxes", "5000", "+528183459902", Began, null, null), "here", default);
        var at = Began;
        foreach (var step in steps.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            at += Duration.FromSeconds(1);
            await _calls.AppendAsync("call", at, step.Split(' ')[0], step[(step.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        }

        return Assert.Single(_calls.Now);
    }
}
