using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Rtp;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class ToneEarTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(9)]
    public void Every_key_is_heard_through_every_codec_and_the_jitter_buffer(int payloadType)
    {
        const string Keys = "123A456B789C*0#D";
        var codec = (Codec)payloadType;
        var codes = ToneKeyTests.Dial(codec, Keys + "1");
        var ear = new Ear(codec);
        var detector = new ToneDetector();
        var heard = "";
        var now = 80_000L;
        uint timestamp = 0;
        foreach (var payload in codes.Chunk(160))
        {
            ear.Take(timestamp, payload, codec, now);
            timestamp += 160;
            for (var step = 0; step < 2; step++, now += 80)
            {
                ear.Listen(now);
                if (detector.Take(ear.HeardNarrow) is not '\0' and var key) heard += key;
            }
        }

        Assert.Equal(Keys + "1", heard);
    }
}
