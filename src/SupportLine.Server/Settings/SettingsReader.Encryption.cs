using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    private MediaEncryption? Encryption(string key)
    {
        switch (Text(key)?.ToLowerInvariant())
        {
            case null:
                return null;
            case "off":
                return MediaEncryption.Off;
            case "preferred":
                return MediaEncryption.Preferred;
            case "required":
                return MediaEncryption.Required;
            default:
                Wrong(key, $"'{Text(key)}' says nothing about encryption", "write off, preferred or required");
                return null;
        }
    }

    /// <summary>Keys travel in the signalling: where that is in clear and they may not, no call could ever be encrypted.</summary>
    private void RefuseUnreachableKeys(SipSettings sip, MediaSettings media)
    {
        const string Right = "use tls://, or set Media:KeysInClear to true";
        if (media.KeysInClear)
        {
            return;
        }

        var isTls = sip.Listen.Any(uri => uri.Scheme == "tls");
        if (media.Encryption == MediaEncryption.Required && sip.Listen.Count > 0 && !isTls)
        {
            Wrong("Media:Encryption", "required, but no address of Sip:Listen may carry the keys", Right);
        }

        for (var i = 0; i < sip.Trunks.Count; i++)
        {
            var trunk = sip.Trunks[i];
            if (trunk.Encryption == MediaEncryption.Required && ((trunk.Proxy ?? trunk.Destination) is { } hop ? hop.Scheme != "tls" : !isTls))
            {
                Wrong($"Sip:Trunks:{i}:Encryption", $"required, but the way to trunk {trunk.Name} may not carry the keys", Right);
            }
        }
    }
}
