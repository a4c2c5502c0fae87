using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;

namespace SupportLine.Fuzz;

/// <summary>A datagram, and all that is read of a message before and after it is taken.</summary>
internal static class MessageTarget
{
    private static readonly string[] Names =
        [HeaderName.Via, HeaderName.Contact, HeaderName.RecordRoute, HeaderName.Route, "Path", "Diversion", "History-Info", "P-Asserted-Identity", "Require", "Supported", "Allow"];

    public static void Take(byte[] octets)
    {
        var verdict = SipParser.Parse(octets, stream: false, out var message, out var consumed, out var reason);
        PromiseBrokenException.Unless((verdict == ParseVerdict.Rejected) == (reason != RejectReason.None), "what is refused has a reason");
        PromiseBrokenException.Unless(verdict != ParseVerdict.MoreNeeded, "a datagram is whole");
        if (message is null) return;
        Read(message);
        if (message is SipRequest request) Judge(request, verdict);
        if (verdict != ParseVerdict.Parsed) return;
        PromiseBrokenException.Unless(consumed > 0 && consumed <= octets.Length, "consumed is of the datagram");
        var again = SipParser.Parse(message.ToBytes(), stream: true, out var printed, out _, out _);
        PromiseBrokenException.Unless(again == ParseVerdict.Parsed && printed!.Body.Span.SequenceEqual(message.Body.Span), "what is printed can be read");
        PromiseBrokenException.Unless(Lines(message).SequenceEqual(Lines(printed!)), "what is printed says the same");
    }

    private static IEnumerable<KeyValuePair<string, string>> Lines(SipMessage message) => message.Headers.All().Where(line => line.Key != HeaderName.ContentLength);

    private static void Read(SipMessage message)
    {
        foreach (var name in Names)
        {
            _ = message.Addresses(name).Count() + message.Headers.Elements(name).Count();
        }

        _ = (message.From?.Tag, message.To?.Tag, message.CSeq, message.Contact, message.Vias.Count());
        _ = (SessionExpires.LeastOf(message), Reason.Of(message), SessionText.Of(message));
        if (message is SipResponse response) _ = (MessageValidator.IsUsable(response), SessionExpires.Of(response));
    }

    private static void Judge(SipRequest request, ParseVerdict verdict)
    {
        var status = MessageValidator.Check(request, out _);
        if (status != 0 || verdict != ParseVerdict.Parsed) return;
        _ = (CallerId.Of(request, isTrusted: true), InfoDigits.KeyOf(request), UserAgent.UnknownExtensions(request), SessionText.IsAllToKnowIn(request));
        _ = (SessionExpires.IsTooSmall(request), SessionExpires.IsKnownTo(request), SessionExpires.InAnswerTo(request, TimeSpan.FromMinutes(30)));
        _ = request.Headers.GetAll("Authorization").Count(text => DigestAnswer.TryParse(text, out _));
        var answer = SipResponse.For(request, 400, "tag").ToBytes();
        PromiseBrokenException.Unless(
            SipParser.Parse(answer, stream: true, out var read, out _, out _) == ParseVerdict.Parsed && read is SipResponse { TopVia: not null, CSeq: not null },
            "what is fit to be handled is answered by what can be read");
    }
}
