using System.Net;
using System.Text;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp.Srtp;
using SupportLine.Telephony.Sdp;

namespace SupportLine.Tests.Telephony.Sdp;

/// <summary>Keys of the audio in offers and answers (RFC 4568).</summary>
public sealed class KeyingTests
{
    private const string Head = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
    private const string Key = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private const string Key256 = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSojd0RmdmcmVCspeEc3QGZiNQ==";
    private const string Secure = "m=audio 4000 RTP/SAVP 0\r\n";
    private const string Clear = "m=audio 4000 RTP/AVP 0\r\n";
    private const string Crypto80 = $"a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:{Key}\r\n";

    [Fact]
    public void The_first_line_that_is_spoken_here_is_answered_by_its_tag_and_with_a_key_of_our_own()
    {
        var ours = Ours(MediaEncryption.Required);

        var (answer, agreed) = Answer(ours, Secure + "a=crypto:1 F8_128_HMAC_SHA1_80 inline:" + Key + "\r\n" + Crypto80 + $"a=crypto:4 AES_CM_128_HMAC_SHA1_32 inline:{Key}\r\n");

        Assert.Contains("m=audio 20000 RTP/SAVP 0\r\n", answer, StringComparison.Ordinal);
        Assert.Equal([$"a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:{agreed.Keys!.Own.ToInline()}"], CryptoIn(answer));
        Assert.Equal(Key, agreed.Keys.Peer.ToInline());
        Assert.NotEqual(Key, agreed.Keys.Own.ToInline());
    }

    [Theory]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^31", 0)]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:{Key}|1048576|1:4", 1)]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|1:1 WSH=128", 0)]
    [InlineData($"a=crypto:1 aes_cm_128_hmac_sha1_80 inline:{Key} -EXTENSION=1", 0)]
    [InlineData($"a=crypto:1 AES_256_CM_HMAC_SHA1_80 inline:{Key256}", 2)]
    [InlineData($"a=crypto:1 AES_CM_256_HMAC_SHA1_32 inline:{Key256}|2^48", 3)]
    public void Lifetimes_identifiers_wishes_and_longer_keys_are_understood(string crypto, int suite)
    {
        var (_, agreed) = Answer(Ours(MediaEncryption.Required), Secure + crypto + "\r\n");

        Assert.Equal((SrtpSuite)suite, agreed.Keys!.Own.Suite);
        Assert.Equal((SrtpSuite)suite, agreed.Keys.Peer.Suite);
    }

    [Theory]
    [InlineData("1:4", new byte[] { 0, 0, 0, 1 })]
    [InlineData("258:2", new byte[] { 1, 2 })]
    public void A_key_identifier_is_a_number_in_so_many_octets(string mki, byte[] octets)
    {
        var (answer, agreed) = Answer(Ours(MediaEncryption.Required), Secure + $"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^20|{mki}\r\n");

        Assert.Equal(octets, agreed.Keys!.PeerMki);
        Assert.DoesNotContain("|", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key} UNENCRYPTED_SRTP\r\n")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key} UNAUTHENTICATED_SRTP\r\n")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key} UNENCRYPTED_SRTCP\r\n")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key} KDR=1\r\n")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^20|1:4;inline:{Key}|2^20|2:4\r\n")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^49\r\n")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|0\r\n")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|300:1\r\n")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key256}\r\n")]
    [InlineData("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:short\r\n")]
    [InlineData("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:!!!!\r\n")]
    [InlineData($"a=crypto:x AES_CM_128_HMAC_SHA1_80 inline:{Key}\r\n")]
    [InlineData($"a=crypto:1 AEAD_AES_128_GCM inline:{Key}\r\n")]
    [InlineData($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 uri:{Key}\r\n")]
    [InlineData("a=crypto:1\r\n")]
    public void What_is_not_understood_or_would_weaken_it_is_not_chosen(string crypto) =>
        Assert.False(Ours(MediaEncryption.Required).TryAnswer(Encoding.ASCII.GetBytes(Head + Secure + crypto), out _, out _));

    [Fact]
    public void Where_it_is_required_an_offer_in_clear_is_refused_and_one_with_keys_beside_it_is_not()
    {
        Assert.False(Ours(MediaEncryption.Required).TryAnswer(Encoding.ASCII.GetBytes(Head + Clear), out _, out _));

        var (answer, agreed) = Answer(Ours(MediaEncryption.Required), Clear + Crypto80);
        Assert.Contains("m=audio 20000 RTP/AVP 0\r\n", answer, StringComparison.Ordinal);
        Assert.NotNull(agreed.Keys);
    }

    [Fact]
    public void Where_it_is_preferred_the_encrypted_one_of_two_streams_is_taken_and_one_in_clear_alone_too()
    {
        var (answer, agreed) = Answer(Ours(MediaEncryption.Preferred), Clear + "m=audio 4002 RTP/SAVP 0\r\n" + Crypto80);
        Assert.Equal(4002, agreed.Remote.Port);
        Assert.NotNull(agreed.Keys);
        Assert.Contains("m=audio 0 RTP/AVP 0\r\nm=audio 20000 RTP/SAVP 0\r\n", answer, StringComparison.Ordinal);

        var (plain, inClear) = Answer(Ours(MediaEncryption.Preferred), Clear);
        Assert.Null(inClear.Keys);
        Assert.DoesNotContain("crypto", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_is_off_keys_are_passed_over_and_who_insists_is_refused()
    {
        var (answer, agreed) = Answer(Ours(MediaEncryption.Off), Clear + Crypto80);
        Assert.Null(agreed.Keys);
        Assert.DoesNotContain("crypto", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("crypto", Encoding.ASCII.GetString(Ours(MediaEncryption.Off).Offer()), StringComparison.Ordinal);

        Assert.False(Ours(MediaEncryption.Off).TryAnswer(Encoding.ASCII.GetBytes(Head + Secure + Crypto80), out _, out _));
    }

    [Theory]
    [InlineData(MediaEncryption.Required, "RTP/SAVP")]
    [InlineData(MediaEncryption.Preferred, "RTP/AVP")]
    public void An_offer_has_a_key_of_its_own_for_each_suite(MediaEncryption encryption, string profile)
    {
        var offer = Encoding.ASCII.GetString(Ours(encryption).Offer());

        Assert.Contains($"m=audio 20000 {profile} 0 8 9 101\r\n", offer, StringComparison.Ordinal);
        var lines = CryptoIn(offer);
        Assert.Equal(["a=crypto:1 AES_CM_128_HMAC_SHA1_80", "a=crypto:2 AES_CM_128_HMAC_SHA1_32"], lines.Select(line => line.Split(" inline:")[0]));
        Assert.NotEqual(lines[0].Split("inline:")[1], lines[1].Split("inline:")[1]);
    }

    [Fact]
    public void The_answer_chooses_one_of_our_keys_by_its_tag()
    {
        var ours = Ours(MediaEncryption.Required);
        var offered = CryptoIn(Encoding.ASCII.GetString(ours.Offer()));

        Assert.True(ours.TryAccept(Encoding.ASCII.GetBytes(Head + Secure + $"a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:{Key}\r\n"), out var agreed));
        Assert.EndsWith(agreed.Keys!.Own.ToInline(), offered[1], StringComparison.Ordinal);
        Assert.Equal(Key, agreed.Keys.Peer.ToInline());
    }

    [Theory]
    [InlineData(Secure)]
    [InlineData(Clear)]
    [InlineData(Secure + $"a=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:{Key}\r\n")]
    [InlineData(Secure + $"a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:{Key}\r\n")]
    public void An_answer_without_a_key_or_with_one_that_was_not_offered_is_refused_where_it_is_required(string media)
    {
        var ours = Ours(MediaEncryption.Required);
        _ = ours.Offer();

        Assert.False(ours.TryAccept(Encoding.ASCII.GetBytes(Head + media), out _));
    }

    [Fact]
    public void Where_it_is_preferred_who_knows_no_keys_answers_in_clear()
    {
        var ours = Ours(MediaEncryption.Preferred);
        _ = ours.Offer();

        Assert.True(ours.TryAccept(Encoding.ASCII.GetBytes(Head + Clear), out var agreed));
        Assert.Null(agreed.Keys);
    }

    [Fact]
    public void A_refresh_and_a_hold_keep_the_keys_and_a_new_key_of_the_peer_s_leaves_ours()
    {
        var ours = Ours(MediaEncryption.Required);
        var (first, agreed) = Answer(ours, Secure + Crypto80);
        var (held, onHold) = Answer(ours, Secure + Crypto80 + "a=sendonly\r\n");
        Assert.True(agreed.Keys!.Own.IsSameAs(onHold.Keys!.Own));
        Assert.Equal(CryptoIn(first), CryptoIn(held));

        var refresh = Encoding.ASCII.GetString(ours.Offer());
        Assert.Contains("RTP/SAVP", refresh, StringComparison.Ordinal);
        Assert.Equal([$"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{agreed.Keys.Own.ToInline()}"], CryptoIn(refresh));
        Assert.True(ours.TryAccept(Encoding.ASCII.GetBytes(Head + Secure + $"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{new string('A', 40)}\r\n"), out var rekeyed));
        Assert.True(agreed.Keys.Own.IsSameAs(rekeyed.Keys!.Own));
        Assert.False(agreed.Keys.Peer.IsSameAs(rekeyed.Keys.Peer));

        var (_, other) = Answer(ours, Secure + $"a=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:{Key}\r\n");
        Assert.False(agreed.Keys.Own.IsSameAs(other.Keys!.Own));
    }

    private static OfferAnswer Ours(MediaEncryption encryption) => new(new IPEndPoint(IPAddress.Parse("198.51.100.7"), 20000), encryption);

    private static string[] CryptoIn(string sdp) => [.. sdp.Split("\r\n").Where(line => line.StartsWith("a=crypto", StringComparison.Ordinal))];

    private static (string Text, AgreedMedia Agreed) Answer(OfferAnswer ours, string media)
    {
        Assert.True(ours.TryAnswer(Encoding.ASCII.GetBytes(Head + media), out var answer, out var agreed));
        return (Encoding.ASCII.GetString(answer), agreed);
    }
}
