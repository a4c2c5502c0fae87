using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sdp;

/// <summary>
/// A session description as a message brings it, alone or among other bodies (RFC 5621 section 3). Offers and answers are taken in this form
/// alone, so that none is looked for in one place only.
/// </summary>
internal readonly record struct SessionText(ReadOnlyMemory<byte> Octets)
{
    /// <summary>Its Content-Type.</summary>
    public const string Type = "application/sdp";

    public bool IsEmpty => Octets.IsEmpty;

    /// <summary>That of a message; empty when there is none. A body that does not say what it is is taken for one: what else would it be.</summary>
    public static SessionText Of(SipMessage message) => new(
        IsAlone(message) || !message.Headers.Has(HeaderName.ContentType) ? message.Body : MultipartBody.PartsOf(message).FirstOrDefault(part => part.Type == Type).Content);

    /// <summary>Nothing, a session description, one among others, or what we may pass over (RFC 3261 section 20.11, handling=optional).</summary>
    public static bool IsAllToKnowIn(SipRequest request) =>
        request.Body.IsEmpty
        || (IsAlone(request) && request.Headers.Get("Content-Encoding") is null or "identity")
        || request.Headers.Get("Content-Disposition")?.Contains("handling=optional", StringComparison.OrdinalIgnoreCase) == true
        || (MultipartBody.PartsOf(request) is { Count: > 0 } parts && parts.All(part => part.Type == Type || part.IsOptional));

    private static bool IsAlone(SipMessage message) =>
        message.Headers.Get(HeaderName.ContentType)?.Split(';')[0].Trim().Equals(Type, StringComparison.OrdinalIgnoreCase) == true;
}
