using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Tests.Telephony.Rtp.Srtp;

/// <summary>The published numbers: RFC 3711 appendix B, RFC 6188 section 7, and a packet that libsrtp's tests protect.</summary>
public sealed class SrtpVectorTests
{
    private const string Key128 = "E1F97A0D3E018BE0D64FA32C06DE4139";
    private const string Salt128 = "0EC675AD498AFEEBB6960B3AABE6";
    private const string Key256 = "F0F04914B513F2763A1B1FA130F10E2998F6F6E43E4309D1E622A0E332B9F1B6";
    private const string Salt256 = "3B04803DE51EE7C96423AB5B78D2";
    private const string Packet = "800F1234DECAFBADCAFEBABEABABABABABABABABABABABABABABABAB";

    [Fact]
    public void The_keystream_is_that_of_RFC_3711_B2_also_where_the_counter_grows_long()
    {
        using var cipher = new SrtpCipher(Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"));
        var start = Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000");
        var stream = new byte[48];

        cipher.Apply(start, stream);

        Assert.Equal(
            "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0", Convert.ToHexString(stream));
    }

    [Fact]
    public void The_keystream_of_256_bits_is_that_of_RFC_6188_7_1()
    {
        using var cipher = new SrtpCipher(Convert.FromHexString("57F82FE3613FD170A85EC93C40B1F0922EC4CB0DC025B58272147CC438944A98"));
        var stream = new byte[32];

        cipher.Apply(Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"), stream);

        Assert.Equal("92BDD28A93C3F52511C677D08B5515A49DA71B2378A854F67050756DED165BAC", Convert.ToHexString(stream));
    }

    [Theory]
    [InlineData(0, "C61E7A93744F39EE10734AFE3FF7A087")]
    [InlineData(2, "30CBBC08863D8C85D49DB34A9AE1")]
    [InlineData(1, "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCEE049646C43D9327AD175578EF72270986371C10C9A369AC2F94A8C5FBCDDDC256D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2")]
    public void Session_keys_are_those_of_RFC_3711_B3(byte label, string expected)
    {
        var key = new byte[expected.Length / 2];

        SrtpCipher.Derive(Master(SrtpSuite.AesCm128HmacSha1Tag80, Key128, Salt128), label, key);

        Assert.Equal(expected, Convert.ToHexString(key));
    }

    [Theory]
    [InlineData(0, "5BA1064E30EC51613CAD926C5A28EF731EC7FB397F70A960653CAF06554CD8C4")]
    [InlineData(2, "FA31791685CA444A9E07C6C64E93")]
    [InlineData(1, "FD9C32D39ED5FBB5A9DC96B30818454D1313DC05")]
    public void Session_keys_of_256_bits_are_those_of_RFC_6188_7_2(byte label, string expected)
    {
        var key = new byte[expected.Length / 2];

        SrtpCipher.Derive(Master(SrtpSuite.AesCm256HmacSha1Tag80, Key256, Salt256), label, key);

        Assert.Equal(expected, Convert.ToHexString(key));
    }

    [Theory]
    [InlineData("AES_CM_128_HMAC_SHA1_80", Key128, Salt128, "4E55DC4CE79978D88CA4D215949D2402B78D6ACC99EA179B8DBB")]
    [InlineData("AES_256_CM_HMAC_SHA1_80", Key256, Salt256, "F1D9DE17FF251FF1AA007774B0B4B40DA08D9D9A5B3A55D8873B")]
    public void A_packet_is_protected_as_others_protect_it(string suite, string key, string salt, string expected)
    {
        using var sender = new SrtpSender(Master(SrtpSuiteTraits.Of(suite)!.Value, key, salt));
        var packet = new byte[64];
        Convert.FromHexString(Packet).CopyTo(packet, 0);

        var length = sender.Protect(packet, Packet.Length / 2);

        Assert.Equal(Packet[..24] + expected, Convert.ToHexString(packet.AsSpan(0, length)));
    }

    private static SrtpMaster Master(SrtpSuite suite, string key, string salt)
    {
        Assert.True(SrtpMaster.TryParse(suite, Convert.ToBase64String(Convert.FromHexString(key + salt)), out var master));
        return master;
    }
}
