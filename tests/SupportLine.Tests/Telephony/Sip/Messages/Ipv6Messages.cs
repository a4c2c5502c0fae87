using System.Globalization;
using System.Text;

namespace SupportLine.Tests.Telephony.Sip.Messages;

/// <summary>What each section of RFC 5118 puts to a parser, by the section's number, written anew.</summary>
internal static class Ipv6Messages
{
    private const string Via = "Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bK5118-";

    public static IEnumerable<string> Sections => Messages.Keys;

    private static readonly Dictionary<string, (string[] Lines, string[] Body)> Messages = new()
    {
        ["4.1"] = (Request("REGISTER", "sip:[2001:db8::10]", "41", Via + "41", "Contact: <sip:ana@[2001:db8::1]>"), []),
        ["4.2"] = (Request("REGISTER", "sip:2001:db8::10", "42", Via + "42", "Contact: <sip:ana@[2001:db8::1]>"), []),
        ["4.3"] = (Request("REGISTER", "sip:[2001:db8::10:5070]", "43", Via + "43", "Contact: <sip:ana@[2001:db8::1]>"), []),
        ["4.4"] = (Request("REGISTER", "sip:[2001:db8::10]:5070", "44", Via + "44", "Contact: <sip:ana@[2001:db8::1]>"), []),
        ["4.5 with"] = (Request("BYE", "sip:[2001:db8::10]", "45a", Via + "45a;received=[2001:db8::9:255]"), []),
        ["4.5 without"] = (Request("OPTIONS", "sip:[2001:db8::10]", "45b", Via + "45b;received=2001:db8::9:255"), []),
        ["4.6"] = (
            Request("INVITE", "sip:5000@[2001:db8::10]", "46", "Via: SIP/2.0/UDP [2001:db8::20];branch=z9hG4bK5118-46", "Contact: \"Ana\" <sip:ana@[2001:db8::20]>"),
            ["o=ana 1 1 IN IP6 2001:db8::20", "c=IN IP6 2001:db8::20", "m=audio 6000 RTP/AVP 0", "m=video 6024 RTP/AVP 107", "a=rtpmap:107 H263-1998/90000"]),
        ["4.7"] = (
            Request(
                "BYE", "sip:5000@192.0.2.199", "47", "Via: SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bK5118-47",
                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK5118-47b", "Via: SIP/2.0/TCP [2001:db8:0:0::0:c]:5061;branch=z9hG4bK5118-47c", "Route: <sip:192.0.2.16;lr>"),
            []),
        ["4.8"] = (
            Request("INVITE", "sip:5000@[2001:db8::10]", "48", Via + "48", "Contact: <sip:ana@[2001:db8::9:1]>"),
            ["o=ana 1 1 IN IP6 host.example.com", "m=audio 6000 RTP/AVP 0", "c=IN IP4 192.0.2.1", "m=video 6024 RTP/AVP 107", "c=IN IP6 2001:db8::1"]),
        ["4.9"] = (
            Request(
                "INVITE", "sip:5000@example.com", "49", "Via: SIP/2.0/UDP [::ffff:192.0.2.10]:19823;branch=z9hG4bK5118-49",
                "Via: SIP/2.0/UDP [::ffff:192.0.2.2];branch=z9hG4bK5118-49b", "Contact: <sip:ana@[::ffff:192.0.2.2]>"),
            ["o=ana 1 1 IN IP6 ::ffff:192.0.2.2", "c=IN IP6 ::ffff:192.0.2.2", "m=audio 6000 RTP/AVP 0"]),
        ["4.10 three"] = (Request("OPTIONS", "sip:5000@[2001:db8:::192.0.2.1]", "410a", [Via + "410a"], "sip:5000@[2001:db8::192.0.2.1]"), []),
        ["4.10 two"] = (Request("OPTIONS", "sip:5000@[2001:db8::192.0.2.1]", "410b", [Via + "410b"], "sip:5000@[2001:db8::192.0.2.1]"), []),
    };

    /// <param name="section">One of <see cref="Sections"/>.</param>
    /// <param name="viaMore">Put behind the topmost Via, as <c>;rport</c>.</param>
    public static byte[] Of(string section, string viaMore = "")
    {
        var (lines, body) = Messages[section];
        var text = body.Length == 0 ? "" : string.Concat(((string[])["v=0", body[0], "s=-", .. body.Skip(1).TakeWhile(line => line[0] != 'm'), "t=0 0", .. body.Skip(1).SkipWhile(line => line[0] != 'm')]).Select(line => line + "\r\n"));
        var type = body.Length == 0 ? "" : "Content-Type: application/sdp\r\n";
        var head = string.Concat(lines.Select((line, i) => line + (i == 1 ? viaMore : "") + "\r\n"));
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head}{type}Content-Length: {text.Length}\r\n\r\n{text}"));
    }

    private static string[] Request(string method, string uri, string id, params string[] more) => Request(method, uri, id, more, "sip:ana@example.com");

    private static string[] Request(string method, string uri, string id, string[] more, string to) =>
    [
        $"{method} {uri} SIP/2.0", .. more, $"To: <{to}>", "From: <sip:ana@example.com>;tag=81x2", "Max-Forwards: 70", $"Call-ID: {id}@5118", $"CSeq: 612 {method}",
    ];
}
