using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Sites;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// linphone in every codec, in clear and encrypted: its own decoder writes what it heard, which is compared with the prompt, and
/// with the tone that it sent and had echoed.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class LinphoneCodecTests
{
    [SkippableFact]
    public async Task Every_codec_is_heard_and_understood_in_clear_and_encrypted()
    {
        Programs.Need("linphonec", "linphone-cli");
        await Task.WhenAll(((string[])["PCMU", "PCMA", "G722"]).Select(async codec =>
        {
            await CallAsync(codec, isEncrypted: false);
            await CallAsync(codec, isEncrypted: true);
        }));
    }

    private static async Task CallAsync(string codec, bool isEncrypted)
    {
        // What is not encrypted is refused where it has to be, so that a call that stands is encrypted.
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [], null, media: media => media with
        {
            Encryption = isEncrypted ? MediaEncryption.Required : MediaEncryption.Off,
            KeysInClear = isEncrypted,
        });
        var what = $"{codec}{(isEncrypted ? ", encrypted" : "")}";

        await using (var listening = await Linphone.StartAsync(codec, isEncrypted))
        {
            await listening.DoAsync($"call sip:5000@{site.Address}");
            await site.AskedAsync("language", times: 2);
            await listening.QuitAsync();
            await site.EndedCallAsync();
            TornSound.AssertHeard(await listening.HeardAsync(), "language.press.1", what);
        }

        await using var speaking = await Linphone.StartAsync(codec, isEncrypted);
        await speaking.DoAsync($"call sip:echo@{site.Address}");
        await site.BusyAsync();
        await site.SpentAsync(TimeSpan.FromSeconds(6));
        await speaking.QuitAsync();
        PeerSound.AssertEchoed(await speaking.HeardAsync(), what);
    }
}
