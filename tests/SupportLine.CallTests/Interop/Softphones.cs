using SupportLine.CallTests.Sites;
using SupportLine.Server.Settings;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// baresip and linphone as phones of the site's own. baresip's version 1 fails at a challenge of SHA-256, whatever stands beside it;
/// linphone takes MD5's beside it.
/// </summary>
internal static class Softphones
{
    public const string Baresip = "baresip";
    public const string Linphone = "linphone";

    private const string Secret = "correct-horse";

    public static void Need()
    {
        Programs.Need("baresip", "baresip");
        Programs.Need("linphonec", "linphone-cli");
    }

    /// <summary>Accounts of phones that register here.</summary>
    public static Func<SipSettings, SipSettings> Accounts(params string[] names) =>
        sip => sip with { Md5Alone = true, Phones = [.. names.Select(name => new PhoneAccount(name, Secret))] };

    /// <summary>A program that is registered, and takes calls when it is told to, or by itself.</summary>
    public static async Task<ISoftphone> RegisterAsync(this TestSite site, string program, string name, bool takesCalls = false, string? says = null)
    {
        ISoftphone phone = program == Linphone
            ? await Interop.Linphone.StartAsync("PCMU", isEncrypted: false, (name, Secret, site.Address), takesCalls, says)
            : await Interop.Baresip.StartAsync("", BaresipAccount(site, name, takesCalls), says);
        await site.FoundAsync(async () => (await site.Service.Engine.BindingsAsync()).FirstOrDefault(binding => binding.Phone == name));
        return phone;
    }

    public static string BaresipAccount(TestSite site, string name, bool takesCalls) =>
        $"<sip:{name}@{site.Address}>;auth_user={name};auth_pass={Secret};regint=600;audio_codecs=PCMU;dtmfmode=rtpevent;answermode={(takesCalls ? "auto" : "manual")}";
}
