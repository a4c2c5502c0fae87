using System.Text;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Tracing;

/// <summary>What a message says, for whoever looks at a trace. Done when somebody looks, never while calls are handled.</summary>
internal static class MessageReading
{
    /// <param name="traced">With its octets, redacted.</param>
    public static TracedMessage Read(TracedMessage traced)
    {
        var octets = traced.Octets;
        SipParser.Parse(octets, stream: false, out var message, out _, out _);
        var start = Encoding.UTF8.GetString(octets.Span[..Math.Max(0, octets.Span.IndexOfAny((byte)'\r', (byte)'\n'))]);
        if (message is null) return traced with { Start = start };
        var hasSession = SessionDescription.TryParse(SessionText.Of(message).Octets.Span, out var session);
        return traced with
        {
            Start = start,
            Method = (message as SipRequest)?.Method.Name ?? message.CSeq?.Method.Name ?? "",
            Status = (message as SipResponse)?.Status ?? 0,
            CSeq = message.CSeq?.Number ?? 0,
            SipCallId = message.CallId,
            From = message.From?.Uri.User ?? "",
            To = message.To?.Uri.User ?? "",
            IsInitial = message is SipRequest && message.To is { Tag: null },
            Session = hasSession ? string.Join(", ", session!.Media.Select(Words)) : null,
            IsHold = hasSession && session!.Media.Any(media => IsHold(session, media)),
            Reason = message.Headers.Get("Reason"),
        };
    }

    private static bool IsHold(SessionDescription session, MediaLine media) =>
        media.Port != 0 && (session.DirectionOf(media) is Direction.SendOnly or Direction.Neither || session.AddressOf(media) == "0.0.0.0");

    private static string Words(MediaLine media)
    {
        if (media.Port == 0) return $"no {media.Type}";
        var names = media.Formats.Select(format => media.Encoding(format)?.Split('/')[0] ?? format).Distinct(StringComparer.OrdinalIgnoreCase);
        var encoded = string.Join(' ', names.Select(name => name.Equals("TELEPHONE-EVENT", StringComparison.OrdinalIgnoreCase) ? "keys" : name));
        return (media.Type == "audio" ? "" : media.Type + " ") + encoded + (media.Protocol.Contains("SAVP", StringComparison.Ordinal) ? " encrypted" : "");
    }
}
