using Microsoft.Extensions.Configuration;
using SupportLine.Server.Settings;
using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Server.Settings;

public sealed class EncryptionSettingsTests
{
    [Fact]
    public void Audio_is_encrypted_where_the_peer_can_and_the_keys_are_safe_unless_told_otherwise()
    {
        var media = Media();

        Assert.Equal((MediaEncryption.Preferred, false), (media.Encryption, media.KeysInClear));
    }

    [Fact]
    public void A_trunk_may_differ()
    {
        Read(out var settings, out var mistakes, ("Media:Encryption", "off"), ("Media:KeysInClear", "true"),
            ("Sip:Trunks:0:Name", "carrier"), ("Sip:Trunks:0:Sources", "192.0.2.0/24"), ("Sip:Trunks:0:Encryption", "Required"));

        Assert.Empty(mistakes);
        Assert.Equal(MediaEncryption.Required, settings!.Sip.Trunks[0].Encryption);
    }

    [Theory]
    [InlineData("Media:Encryption", "sometimes", "setting Media:Encryption: 'sometimes' says nothing about encryption; write off, preferred or required")]
    [InlineData("Media:Encryption", "required", "setting Media:Encryption: required, but no address of Sip:Listen may carry the keys; use tls://, or set Media:KeysInClear to true")]
    [InlineData("Sip:Trunks:0:Encryption", "required", "setting Sip:Trunks:0:Encryption: required, but the way to trunk carrier may not carry the keys; use tls://, or set Media:KeysInClear to true")]
    [InlineData("Media:KeysInClear", "perhaps", "setting Media:KeysInClear: 'perhaps' is neither true nor false; write true or false")]
    public void A_wrong_one_is_told(string key, string value, string expected)
    {
        Read(out _, out var mistakes, ("Sip:Trunks:0:Name", "carrier"), ("Sip:Trunks:0:Sources", "192.0.2.0/24"),
            ("Sip:Trunks:0:Destination", "udp://192.0.2.7:5060"), (key, value));

        Assert.Equal(expected, Assert.Single(mistakes, IsAboutEncryption).ToString());
    }

    private static MediaSettings Media()
    {
        Read(out var settings, out var mistakes);
        Assert.Empty(mistakes);
        return settings!.Media;
    }

    private static bool IsAboutEncryption(SettingMistake mistake) =>
        mistake.Key.Contains("Encryption", StringComparison.Ordinal) || mistake.Key.Contains("KeysInClear", StringComparison.Ordinal);

    private static void Read(out SiteSettings? settings, out IReadOnlyList<SettingMistake> mistakes, params (string Key, string Value)[] values)
    {
        var folder = AppContext.BaseDirectory;
        var all = values.Append(("Lines", folder)).Append(("Prompts", folder)).ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2);
        settings = SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), out mistakes);
    }
}
