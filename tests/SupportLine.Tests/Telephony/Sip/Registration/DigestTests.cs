using System.Text;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Sip.Registration;

public sealed class DigestTests
{
    /// <summary>The body of the SIP authentication examples (draft-smith-sipping-auth-examples).</summary>
    private static readonly byte[] Offer = Encoding.ASCII.GetBytes(string.Join("\r\n",
    [
        "v=0", "o=bob 2890844526 2890844526 IN IP4 media.biloxi.com", "s=-", "c=IN IP4 media.biloxi.com", "t=0 0",
        "m=audio 49170 RTP/AVP 0", "a=rtpmap:0 PCMU/8000", "m=video 51372 RTP/AVP 31", "a=rtpmap:31 H261/90000",
        "m=video 53000 RTP/AVP 32", "a=rtpmap:32 MPV/90000", "",
    ]));

    /// <summary>RFC 2617 section 3.5 and RFC 7616 section 3.9.1.</summary>
    [Theory]
    [InlineData("MD5", "Circle Of Life", "testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "0a4f113b", "6629fae49393a05397450978507c4ef1")]
    [InlineData("MD5", "Circle of Life", "http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "Circle of Life", "http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void The_RFCs_examples_come_out(string algorithm, string password, string realm, string nonce, string clientNonce, string response)
    {
        Assert.True(DigestChallenge.TryParse($"Digest realm=\"{realm}\", nonce=\"{nonce}\", algorithm={algorithm}, qop=\"auth, auth-int\"", out var challenge));
        var secret = DigestSecret.Of("Mufasa", password, realm, challenge.Algorithm);

        var answer = secret.Answer(challenge, new SipMethod("GET"), "/dir/index.html", [], 1, clientNonce);

        Assert.Equal(response, answer.Response);
    }

    /// <summary>The examples of draft-smith-sipping-auth-examples, which peers test against.</summary>
    [Theory]
    [InlineData("", "bf57e4e0d0bffc0fbaedce64d59add5e")]
    [InlineData(", qop=\"auth\"", "89eb0059246c02b2f6ee02c7961d5ea3")]
    [InlineData(", qop=\"auth\", algorithm=MD5-sess", "e4e4ea61d186d07a92c9e1f6919902e9")]
    [InlineData(", qop=\"auth-int\"", "bdbeebb2da6adb6bca02599c2239e192")]
    [InlineData(", qop=\"auth-int\", algorithm=MD5-sess", "91984da2d8663716e91554859c22ca70")]
    public void The_SIP_examples_come_out(string more, string response)
    {
        Assert.True(DigestChallenge.TryParse($"Digest realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"{more}", out var challenge));
        var secret = DigestSecret.Of("bob", "zanzibar", "biloxi.com", challenge.Algorithm);

        Assert.Equal(response, secret.Answer(challenge, SipMethod.Invite, "sip:bob@biloxi.com", Offer, 1, "0a4f113b").Response);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", qop=\"auth\"")]
    [InlineData(", qop=\"auth-int\", algorithm=SHA-256")]
    [InlineData(", qop=\"auth\", algorithm=SHA-256-sess")]
    public void An_answer_is_verified_after_its_way_through_a_header(string more)
    {
        Assert.True(DigestChallenge.TryParse($"Digest realm=\"a \\\"quoted\\\" realm, really\", nonce=\"n,1\", opaque=\"\"{more}", out var challenge));
        var secret = DigestSecret.Of("bob", "zanzibar", challenge.Realm, challenge.Algorithm);
        var sent = secret.Answer(challenge, SipMethod.Register, "sip:biloxi.com", Offer, 0x1f, "client");

        Assert.True(DigestAnswer.TryParse(sent.ToString(), out var heard));
        Assert.Equal(sent, heard);
        Assert.True(secret.Verifies(heard, SipMethod.Register, Offer));
        Assert.False(secret.Verifies(heard, SipMethod.Invite, Offer));
        Assert.False(secret.Verifies(heard with { Uri = "sip:other" }, SipMethod.Register, Offer));
        Assert.False(secret.Verifies(heard with { Realm = "other" }, SipMethod.Register, Offer));
        Assert.False(secret.Verifies(heard with { Username = "eve" }, SipMethod.Register, Offer));
        Assert.False(DigestSecret.Of("bob", "Zanzibar", challenge.Realm, challenge.Algorithm).Verifies(heard, SipMethod.Register, Offer));
        Assert.Equal(!more.Contains("auth-int", StringComparison.Ordinal), secret.Verifies(heard, SipMethod.Register, [1]));
        Assert.Equal(more.Length == 0, secret.Verifies(heard with { Counter = 0x20 }, SipMethod.Register, Offer));
    }

    [Fact]
    public void A_challenge_is_read_as_it_was_written()
    {
        var challenge = new DigestChallenge("example.com", "abc\"def")
        {
            Algorithm = DigestAlgorithm.Sha256,
            Qop = DigestQop.Auth | DigestQop.AuthInt,
            Opaque = "x",
            IsStale = true,
        };

        Assert.Equal("Digest realm=\"example.com\", nonce=\"abc\\\"def\", opaque=\"x\", stale=true, algorithm=SHA-256, qop=\"auth,auth-int\"", challenge.ToString());
        Assert.True(DigestChallenge.TryParse(challenge.ToString(), out var again));
        Assert.Equal(challenge, again);
    }

    [Fact]
    public void Of_several_challenges_the_topmost_we_can_is_answered_for_each_realm()
    {
        var chosen = DigestChallenge.Choose(
        [
            "Digest realm=\"a\", nonce=\"1\", algorithm=SHA-512-256, qop=\"auth\"",
            "Digest realm=\"a\", nonce=\"2\", algorithm=SHA-256, qop=\"auth\"",
            "NTLM",
            "Digest realm=\"a\", nonce=\"3\", algorithm=MD5, qop=\"auth\"",
            "digest realm=b,nonce=4",
        ]);

        Assert.Equal([("a", "2", DigestAlgorithm.Sha256), ("b", "4", DigestAlgorithm.Md5)], chosen.Select(one => (one.Realm, one.Nonce, one.Algorithm)));
    }

    [Theory]
    [InlineData("Digest")]
    [InlineData("Digest realm=\"a\"")]
    [InlineData("Digest realm=\"a\", nonce=\"open")]
    [InlineData("Digest realm=\"a\", nonce=\"1\", nonce=\"2\"")]
    [InlineData("Digest realm=\"a\", nonce=\"1\", qop=\"other\"")]
    [InlineData("Digest realm=\"a\", nonce=\"1\", algorithm=MD5-sess")]
    [InlineData("Basic realm=\"a\"")]
    [InlineData("Digestrealm=\"a\", nonce=\"1\"")]
    public void What_cannot_be_answered_is_no_challenge(string text) => Assert.False(DigestChallenge.TryParse(text, out _));

    [Theory]
    [InlineData("qop=auth, nc=00000001")]
    [InlineData("qop=auth, cnonce=\"c\", nc=1")]
    [InlineData("qop=auth, cnonce=\"c\", nc=00000000")]
    [InlineData("qop=auth, cnonce=\"c\", nc=ffffffff")]
    [InlineData("qop=auth, cnonce=\"c\", nc=-0000001")]
    [InlineData("qop=\"auth,auth-int\", cnonce=\"c\", nc=00000001")]
    [InlineData("algorithm=SHA-1")]
    public void What_cannot_be_verified_is_no_answer(string more) =>
        Assert.False(DigestAnswer.TryParse($"Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sip:x\", response=\"00\", {more}", out _));

    [Fact]
    public void Two_requests_that_are_refused_for_the_same_old_nonce_are_both_answered_with_a_new_one()
    {
        var client = new DigestClient("bob", "zanzibar");
        Assert.True(client.Learn(Bye(), Challenge("n1")));
        Sent(client);
        var (first, second) = (Sent(client), Sent(client));

        Assert.True(client.Learn(first, Challenge("n2")));
        Sent(client);
        Assert.True(client.Learn(second, Challenge("n3")));
        Assert.Contains("nonce=\"n3\"", Sent(client).Headers.Get("Proxy-Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_that_is_refused_with_a_fresh_nonce_is_wrong()
    {
        var client = new DigestClient("bob", "zanzibar");
        Assert.True(client.Learn(Bye(), Challenge("n1")));
        var first = Sent(client);
        Assert.False(client.Learn(first, Challenge("n2")));
        Assert.True(client.Learn(first, Challenge("n2\", stale=\"true")));
    }

    private static SipRequest Bye() => TestMessage.Request("BYE");

    private static SipResponse Challenge(string nonce) =>
        TestMessage.Response(Bye(), 407, more: $"Proxy-Authenticate: Digest realm=\"carrier\", qop=\"auth\", algorithm=MD5, nonce=\"{nonce}\"");

    private static SipRequest Sent(DigestClient client)
    {
        var bye = Bye();
        client.Authorize(bye);
        return bye;
    }

    [Fact]
    public void A_secret_prints_nothing() =>
        Assert.DoesNotContain("zanzibar", DigestSecret.Of("bob", "zanzibar", "biloxi.com", DigestAlgorithm.Md5).ToString(), StringComparison.Ordinal);
}
