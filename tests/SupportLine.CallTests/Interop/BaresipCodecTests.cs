using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Sites;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// baresip in every codec, in clear and encrypted: its own decoder writes what it heard, which is compared with the prompt, and
/// with the tone that it sent and had echoed.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class BaresipCodecTests
{
    [SkippableFact]
    public async Task Every_codec_is_heard_and_understood_in_clear_and_encrypted()
    {
        Programs.Need("baresip", "baresip");
        await Task.WhenAll(
            from codec in (string[])["PCMU", "PCMA", "G722"]
            from isEncrypted in (bool[])[false, true]
            select CallAsync(codec, isEncrypted));
    }

    private static async Task CallAsync(string codec, bool isEncrypted)
    {
        // What is not encrypted is refused where it has to be, so that a call that stands is encrypted.
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [], null, media: media => media with
        {
            Encryption = isEncrypted ? MediaEncryption.Required : MediaEncryption.Off,
            KeysInClear = isEncrypted,
        });
        var encryption = isEncrypted ? ";mediaenc=srtp-mand" : "";
        var account = $"<sip:+528183459999@127.0.0.1>;regint=0;audio_codecs={codec}{encryption}";
        var what = $"{codec}{(isEncrypted ? ", encrypted" : "")}";

        await using (var listening = await Baresip.StartAsync("module g722.so\nmodule srtp.so", account))
        {
            await listening.DoAsync("dial", $"sip:5000@{site.Address}");
            await site.AskedAsync("language", times: 2);
            await listening.QuitAsync();
            await site.EndedCallAsync();
            TornSound.AssertHeard(await listening.HeardAsync(), "language.press.1", what);
        }

        await using var speaking = await Baresip.StartAsync("module g722.so\nmodule srtp.so", account);
        await speaking.DoAsync("dial", $"sip:echo@{site.Address}");
        await speaking.HearAsync("CALL_ESTABLISHED");
        await site.SpentAsync(TimeSpan.FromSeconds(5));
        await speaking.QuitAsync();
        PeerSound.AssertEchoed(await speaking.HeardAsync(), what);
    }
}
