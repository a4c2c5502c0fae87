using System.Text;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip.Messages;

/// <summary>Messages written as they stand on the wire, a line a string.</summary>
internal static class Wire
{
    public const string Via = "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds;rport";

    /// <summary>A usual INVITE's lines, each of which a test may replace or add to.</summary>
    public static string[] Invite(params string[] further) =>
    [
        "INVITE sip:5000@192.0.2.9 SIP/2.0",
        Via,
        "Max-Forwards: 70",
        "From: \"Anna\" <sip:anna@example.com>;tag=1928301774",
        "To: <sip:5000@192.0.2.9>",
        "Call-ID: a84b4c76e66710@192.0.2.1",
        "CSeq: 314159 INVITE",
        "Contact: <sip:anna@192.0.2.1:5060>",
        .. further,
    ];

    public static byte[] Bytes(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");

    public static SipRequest Request(params string[] lines) => Assert.IsType<SipRequest>(Message(Bytes(lines)));

    public static SipMessage Message(byte[] bytes)
    {
        Assert.Equal(ParseVerdict.Parsed, SipParser.Parse(bytes, stream: false, out var message, out _, out var reason));
        Assert.Equal(RejectReason.None, reason);
        return message!;
    }

    public static (ParseVerdict Verdict, RejectReason Reason, SipMessage? Message) Verdict(params string[] lines)
    {
        var verdict = SipParser.Parse(Bytes(lines), stream: false, out var message, out _, out var reason);
        return (verdict, reason, message);
    }
}
