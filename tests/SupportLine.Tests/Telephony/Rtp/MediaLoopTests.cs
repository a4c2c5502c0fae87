namespace SupportLine.Tests.Telephony.Rtp;

public sealed class MediaLoopTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Who_posts_without_pause_does_not_hold_up_the_clock()
    {
        var phone = _rig.Connect();
        using var enough = new CancellationTokenSource();
        void Again()
        {
            if (!enough.IsCancellationRequested) phone.Session.Post(Again);
        }

        phone.Session.Post(Again);
        var playing = phone.Session.PlayAsync(MediaRig.Say(0.2), default);

        Assert.Equal(10, (await phone.HearAsync(10)).Count);
        await playing.WaitAsync(Phone.Patience);
        await enough.CancelAsync();
    }
}
