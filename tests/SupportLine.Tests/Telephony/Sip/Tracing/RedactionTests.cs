using System.Text;
using SupportLine.Telephony.Sip.Tracing;

namespace SupportLine.Tests.Telephony.Sip.Tracing;

public sealed class RedactionTests
{
    private const string Invite = "INVITE sip:5000@192.0.2.1 SIP/2.0\r\nCall-ID: abc\r\n";

    [Theory]
    [InlineData("INFO sip:5000@h SIP/2.0\r\nContent-Type: application/dtmf-relay\r\nContent-Length: 24\r\n\r\nSignal=7\r\nDuration=160\r\n", "7")]
    [InlineData("INFO sip:5000@h SIP/2.0\r\nc: application/dtmf-relay\r\n\r\n Signal = 7\r\n", "7")]
    [InlineData("INFO sip:5000@h SIP/2.0\r\nContent-Type: application/dtmf\r\n\r\n7", "7")]
    [InlineData("INFO sip:5000@h SIP/2.0\r\nContent-Type: application/dtmf\r\n\r\n*", "*")]
    [InlineData("INFO sip:5000@h SIP/2.0\r\nContent-Type: application/vnd.example+xml\r\n\r\n<key>7</key>", "7")]
    [InlineData("\r\n\r\nINFO sip:5000@h SIP/2.0\nContent-Type: application/dtmf\n\n7", "7")]
    [InlineData("NOTIFY sip:h SIP/2.0\r\nContent-Type: application/kpml-response+xml\r\n\r\n<kpml-response digits=\"4826\"/>", "4826")]
    [InlineData("INFO sip:5000@h SIP/2.0\r\nContent-Type: application/dtmf-relay\r\n\r\nDuration=160 Signal=7", "7")]
    [InlineData(Invite + "Authorization: Digest username=\"alice\", response=\"deadbeef\", nc=00000001\r\n\r\n", "deadbeef")]
    [InlineData(Invite + "proxy-authorization: Digest username=\"a,b\\\"\", response=deadbeef\r\n\r\n", "deadbeef")]
    [InlineData(Invite + "Authorization: Digest username=\"alice\",\r\n response=\"deadbeef\"\r\n\r\n", "deadbeef")]
    [InlineData(Invite + "Authorization: Basic ZGVhZGJlZWY=\r\n\r\n", "ZGVh")]
    [InlineData(Invite + "Authorization: Bearer deadbeef\r\n\r\n", "deadbeef")]
    [InlineData(Invite + "Authorization: deadbeef\r\n\r\n", "deadbeef")]
    [InlineData("SIP/2.0 200 OK\r\nAuthentication-Info: rspauth=\"deadbeef\", qop=auth\r\n\r\n", "deadbeef")]
    [InlineData(Invite + "Contact: <sip:alice:deadbeef@192.0.2.7:5060>\r\n\r\n", "deadbeef")]
    [InlineData(Invite + "Content-Type: application/sdp\r\n\r\nv=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:deadbeef|2^20|1:4;inline:deadbeef\r\n", "deadbeef")]
    [InlineData(Invite + "Content-Type: multipart/mixed\r\n\r\n--x\r\na=crypto:1 A INLINE:deadbeef", "deadbeef")]
    [InlineData(Invite + "\r\nv=0\r\nk=clear:deadbeef\r\na=key-mgmt:mikey deadbeef", "deadbeef")]
    [InlineData("INVITE sip:5000,,4711@192.0.2.1 SIP/2.0\r\n\r\n", "4711")]
    [InlineData(Invite + "Refer-To: <sip:5000%2c4711@192.0.2.1>\r\n\r\n", "4711")]
    [InlineData(Invite + "To: <sip:5000;postd=pp4711@192.0.2.1;user=phone>\r\n\r\n", "4711")]
    [InlineData(Invite + "To: <tel:+525512345678;POSTD=4711>\r\n\r\n", "4711")]
    [InlineData("INVITE sip:5000;4711@192.0.2.1 SIP/2.0\r\n\r\n", "4711")]
    [InlineData("INVITE sip:5000%3B4711@192.0.2.1 SIP/2.0\r\n\r\n", "4711")]
    [InlineData(Invite + "To: <sip:5000%3bpostd%3D4711@192.0.2.1>\r\n\r\n", "4711")]
    [InlineData(Invite + "To: <sip:5000;phone-context=a;pw*4711@192.0.2.1>\r\n\r\n", "4711")]
    [InlineData(Invite + "To: <tel:5000;W%234711>\r\n\r\n", "4711")]
    [InlineData(Invite + "Content-Encoding: gzip\r\n\r\ndeadbeef", "deadbeef")]
    public void No_secret_is_left_and_every_length_is_kept(string message, string secret)
    {
        var redacted = Redacted(message);
        Assert.Equal(message.Length, redacted.Length);
        var at = message.LastIndexOf(secret, StringComparison.Ordinal);
        Assert.Equal(new string('x', secret.Length), redacted[at..(at + secret.Length)].Replace('=', 'x'));
        if (secret.Length > 1) Assert.DoesNotContain(secret, redacted, StringComparison.Ordinal);
        Assert.Equal(message.Count(letter => letter == '\n'), redacted.Count(letter => letter == '\n'));
    }

    [Fact]
    public void What_is_no_secret_stays_as_it_was()
    {
        const string Message = Invite + "Contact: <sip:alice@192.0.2.7:5060;transport=tcp>, <sip:b@192.0.2.8>\r\nHistory-Info: <tel:+1-555;phone-context=a.b;ext=12>;index=1,<sip:5;phone-context=p@h;user=phone>,<sip:c@h>\r\nWWW-Authenticate: Digest nonce=\"n\"\r\n"
            + "Authorization: Digest username=\"alice\", realm=\"r\", nonce=\"n,1\", uri=\"sip:h:5060\", qop=auth, nc=00000001\r\nContent-Type: application/sdp\r\n\r\n"
            + "v=0\r\nc=IN IP4 192.0.2.7\r\nm=audio 4000 RTP/AVP 0 101\r\na=fmtp:101 0-15\r\n";
        Assert.Equal(Message, Redacted(Message));
    }

    [Fact]
    public void A_held_key_still_tells_how_long_it_was_held() => Assert.EndsWith(
        "\r\n\r\nSignal=x\r\nDuration=160\r\n",
        Redacted("INFO sip:h SIP/2.0\r\nContent-Type: application/dtmf-relay\r\n\r\nSignal=7\r\nDuration=160\r\n"),
        StringComparison.Ordinal);

    [Fact]
    public void Whatever_the_octets_are_nothing_is_thrown()
    {
        var random = new Random(4733);
        var seed = Encoding.UTF8.GetBytes(Invite + "Authorization: Digest response=\"x\\\r\nVia: sip:a:b@c\r\n\r\ninline:");
        for (var i = 0; i < 5000; i++)
        {
            var mutant = seed[..random.Next(seed.Length + 1)];
            for (var change = 0; change < 4 && mutant.Length > 0; change++) mutant[random.Next(mutant.Length)] = (byte)":\r\n\"\\=,@ x"[random.Next(10)];
            Redaction.Apply(mutant);
        }
    }

    private static string Redacted(string message)
    {
        var octets = Encoding.UTF8.GetBytes(message);
        Redaction.Apply(octets);
        return Encoding.UTF8.GetString(octets);
    }
}
