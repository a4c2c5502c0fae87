using System.Text;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip;

/// <summary>Messages written as a peer would write them.</summary>
internal static class TestMessage
{
    public static SipMessage Parse(byte[] bytes)
    {
        Assert.Equal(ParseVerdict.Parsed, SipParser.Parse(bytes, stream: false, out var message, out _, out _));
        return message!;
    }

    public static SipMessage Parse(string text) => Parse(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));

    /// <summary>A request from the far end.</summary>
    public static SipRequest Request(string method, string branch = "z9hG4bKpeer1", string toTag = "", uint cseq = 1, string more = "", string body = "", string uri = "sip:5000@192.0.2.1", string callId = "call1@peer", string fromTag = "peertag") =>
        (SipRequest)Parse(
            $"""
            {method} {uri} SIP/2.0
            Via: SIP/2.0/UDP 198.51.100.9:5060;branch={branch};rport=5060;received=198.51.100.9
            Max-Forwards: 70
            From: "Ana" <sip:5512345678@198.51.100.9>;tag={fromTag}
            To: <sip:5000@192.0.2.1>{(toTag.Length > 0 ? ";tag=" + toTag : "")}
            Call-ID: {callId}
            CSeq: {cseq} {method}
            Contact: <sip:ana@198.51.100.9:5060>
            {more}{(more.Length > 0 ? "\n" : "")}Content-Length: {Encoding.UTF8.GetByteCount(body)}


            """ + body);

    /// <summary>The far end's answer to a request of ours.</summary>
    public static SipResponse Response(SipRequest request, int status, string toTag = "peertag", string more = "", string body = "", string type = "application/sdp")
    {
        var text = SipResponse.For(request, status, toTag);
        foreach (var line in more.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = line.Split(": ", 2) is [var n, var v] ? (n, v) : (line, "");
            text.Headers.Add(name, value.Trim());
        }

        if (body.Length > 0)
        {
            text.SetBody(type, Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")));
        }

        return (SipResponse)Parse(text.ToBytes());
    }
}
