using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>Whether a call's audio is encrypted: its keys travel in the signalling and are no safer than that (RFC 4568 section 1).</summary>
internal sealed partial class UserAgent
{
    /// <summary>What holds for a leg; null where it must be encrypted and its keys may not go by that way.</summary>
    private MediaEncryption? EncryptionFor(Trunk? trunk, Flow flow)
    {
        var wanted = trunk?.Encryption ?? Options.Encryption;
        if (flow.Kind == TransportKind.Tls || Options.KeysInClear || wanted == MediaEncryption.Off)
        {
            return wanted;
        }

        return wanted == MediaEncryption.Required ? null : MediaEncryption.Off;
    }

    [LoggerMessage(1205, LogLevel.Warning, "Call {CallId} refused: its audio must be encrypted, and keys may not go over {Transport}")]
    private partial void LogNoKeys(string callId, string transport);
}
