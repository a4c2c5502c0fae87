using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls;

/// <summary>What a message says of its sender's abilities.</summary>
internal sealed partial class UserAgent
{
    private static readonly string[] KnownExtensions = Supported.Split(", ");

    /// <summary>Option tags that are required of us and that we do not know (RFC 3261 section 8.2.2.3).</summary>
    public static IReadOnlyList<string> UnknownExtensions(SipRequest request) =>
        [.. request.Headers.Elements("Require").Where(tag => !KnownExtensions.Contains(tag, StringComparer.OrdinalIgnoreCase))];

    /// <summary>Whether the sender takes that method.</summary>
    public static bool Allows(SipMessage message, SipMethod method) => message.Headers.Elements("Allow").Contains(method.Name);
}
