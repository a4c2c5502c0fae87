using SupportLine.Telephony.Sip.Dialogs;

namespace SupportLine.Tests.Telephony.Sip.Dialogs;

public sealed class GlareTests
{
    [Theory]
    [InlineData(true, 2.1, 4.0)]
    [InlineData(false, 0.0, 2.0)]
    public void The_two_sides_never_wait_equally_long(bool ownsCallId, double least, double most)
    {
        var waits = Enumerable.Range(0, 1000).Select(_ => Glare.BackOff(ownsCallId)).ToList();

        Assert.All(waits, wait => Assert.InRange(wait.TotalSeconds, least, most));
        Assert.All(waits, wait => Assert.Equal(0, wait.TotalMilliseconds % 10));
        Assert.True(waits.Distinct().Count() > 50);
    }
}
