namespace SupportLine.Bench.Signalling;

/// <summary>An INVITE as a trunk sends it.</summary>
internal static class UsualInvite
{
    public const string Offer =
        "v=0\r\no=carrier 1754291 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0 8 101\r\n"
        + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n";

    public static readonly string Text =
        "INVITE sip:5000@127.0.0.1:5060 SIP/2.0\r\n"
        + "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-524287-1---6d2bd6a6c5a8a9b1;rport\r\n"
        + "Max-Forwards: 70\r\n"
        + "From: \"Ana Torres\" <sip:+528183450101@carrier.example>;tag=8a7f21c0\r\n"
        + "To: <sip:5000@127.0.0.1>\r\n"
        + "Call-ID: 1f4d0a92-6b1e-4ad5-9a35-5d4f1f0f3c11\r\n"
        + "CSeq: 1 INVITE\r\n"
        + "Contact: <sip:+528183450101@127.0.0.1:5070>\r\n"
        + "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO, PRACK, NOTIFY\r\n"
        + "Supported: timer, 100rel, replaces\r\n"
        + "Session-Expires: 1800\r\nMin-SE: 90\r\n"
        + "P-Asserted-Identity: <sip:+528183450101@carrier.example>\r\n"
        + "User-Agent: carrier\r\n"
        + "Content-Type: application/sdp\r\n"
        + $"Content-Length: {Offer.Length}\r\n\r\n{Offer}";
}
