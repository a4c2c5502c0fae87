using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls;

/// <summary>What a message says of its sender's abilities and of its body.</summary>
internal sealed partial class UserAgent
{
    private static readonly string[] KnownExtensions = Supported.Split(", ");

    /// <summary>Option tags that are required of us and that we do not know (RFC 3261 section 8.2.2.3).</summary>
    public static IReadOnlyList<string> UnknownExtensions(SipRequest request) =>
        [.. request.Headers.Elements("Require").Where(tag => !KnownExtensions.Contains(tag, StringComparer.OrdinalIgnoreCase))];

    /// <summary>Whether the sender takes that method.</summary>
    public static bool Allows(SipMessage message, SipMethod method) => message.Headers.Elements("Allow").Contains(method.Name);

    /// <summary>The session description; empty when there is none.</summary>
    public static ReadOnlyMemory<byte> SdpOf(SipMessage message) => IsSdp(message) ? message.Body : default;

    /// <summary>Nothing, a session description, or what we may pass over (RFC 3261 section 20.11, handling=optional).</summary>
    public static bool HasUsableBody(SipRequest request) =>
        request.Body.IsEmpty
        || (IsSdp(request) && request.Headers.Get("Content-Encoding") is null or "identity")
        || request.Headers.Get("Content-Disposition")?.Contains("handling=optional", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsSdp(SipMessage message) =>
        message.Headers.Get(HeaderName.ContentType)?.Split(';')[0].Trim().Equals("application/sdp", StringComparison.OrdinalIgnoreCase) == true;
}
