namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>Several phones in one talk.</summary>
internal static class Talkers
{
    /// <summary>Packets after which it is no use to go on: 15 s and more.</summary>
    private const int Longest = 750;

    /// <summary>
    /// All talk and listen at once, each in the pace of what it hears, until they hear what they should: how soon that is
    /// depends on what else the machine does.
    /// </summary>
    public static async Task TalkAsync((Phone Phone, double Hertz, Hearer Ear)[] talkers, Func<bool> isSo)
    {
        var ended = false;
        await Task.WhenAll(talkers.Select(async talker =>
        {
            await MediaRig.SettleAsync(talker.Phone);
            var voice = new Voice(talker.Phone.Session.Codec, talker.Hertz);
            for (var packets = 0; packets < Longest && !ended; packets++)
            {
                var heard = await talker.Phone.HearAsync();
                lock (talkers)
                {
                    talker.Ear.Take(voice.Codec, heard.Payload);
                    ended |= isSo();
                }

                talker.Phone.Talk(voice.Next(heard.Payload.Length), (byte)voice.Codec);
            }
        }));
    }

    public static bool IsVoice(double level) => level is > 8000 and < 12000;
}
