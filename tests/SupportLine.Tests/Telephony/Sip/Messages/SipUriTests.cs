using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip.Messages;

public sealed class SipUriTests
{
    [Theory]
    [InlineData("sip:alice@atlanta.com")]
    [InlineData("sip:alice:secretword@atlanta.com;transport=tcp")]
    [InlineData("sips:alice@atlanta.com?subject=project%20x&priority=urgent")]
    [InlineData("sip:+1-212-555-1212:1234@gateway.com;user=phone")]
    [InlineData("sips:1212@gateway.com")]
    [InlineData("sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com")]
    [InlineData("sip:alice;day=tuesday@atlanta.com")]
    [InlineData("sip:[2001:db8::10]:5070;lr")]
    [InlineData("sip:%61lice%00@atlanta.com")]
    [InlineData("tel:+1-201-555-0123;phone-context=x")]
    [InlineData("urn:service:sos")]
    public void A_URI_goes_out_as_it_came_in(string text)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        Assert.Equal(text, uri.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sip:")]
    [InlineData("sip:@host")]
    [InlineData("sip:a@")]
    [InlineData("sip:a b@host")]
    [InlineData("sip:a@host:0")]
    [InlineData("sip:a@host:65536")]
    [InlineData("sip:a@host:x")]
    [InlineData("sip:a%4@host")]
    [InlineData("sip:a%zz@host")]
    [InlineData("sip:a@host;=1")]
    [InlineData("sip:a@host;;lr")]
    [InlineData("sip:a@ho st")]
    [InlineData("sip:2001:db8::10")]
    [InlineData("sip:[2001:db8::10")]
    [InlineData("sip:[not:an:address]")]
    [InlineData("sip:[fe80::1%1]")]
    [InlineData("sip:a\0@host")]
    [InlineData("<sip:a@host>")]
    [InlineData("5000")]
    [InlineData(":a")]
    public void What_is_no_URI_is_refused(string text) => Assert.False(SipUri.TryParse(text, out _));

    [Fact]
    public void What_may_not_stand_in_a_user_part_is_escaped()
    {
        var uri = SipUri.Sip("Ñandú #1@home", "example.com");

        Assert.Equal("sip:%C3%91and%C3%BA%20%231%40home@example.com", uri.ToString());
        Assert.True(SipUri.TryParse(uri.ToString(), out var again));
        Assert.Equal("Ñandú #1@home", again.User);
    }

    /// <summary>The examples of RFC 3261 section 19.1.4.</summary>
    [Theory]
    [InlineData("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp", true)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;security=on", true)]
    [InlineData("sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on", true)]
    [InlineData("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com", "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com", true)]
    [InlineData("sip:alice@atlanta.com?subject=project%20x&priority=urgent", "sip:alice@atlanta.com?priority=urgent&subject=project%20x", true)]
    [InlineData("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp", false)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting", false)]
    [InlineData("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4", false)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off", false)]
    [InlineData("sip:bob@biloxi.com", "sips:bob@biloxi.com", false)]
    [InlineData("sip:bob:pass@biloxi.com", "sip:bob@biloxi.com", false)]
    [InlineData("tel:+12015550123", "tel:+12015550123", true)]
    [InlineData("tel:+12015550123", "sip:+12015550123@x", false)]
    [InlineData("sip:bob@biloxi.com;q=1;q=2", "sip:bob@biloxi.com;q=1;q=2", true)]
    [InlineData("sip:bob@biloxi.com;q=1;q=2", "sip:bob@biloxi.com;q=2;q=1", false)]
    public void Equivalence_is_the_RFCs(string left, string right, bool expected)
    {
        Assert.True(SipUri.TryParse(left, out var one));
        Assert.True(SipUri.TryParse(right, out var other));

        Assert.Equal(expected, one.IsEquivalentTo(other));
        Assert.Equal(expected, other.IsEquivalentTo(one));
    }
}
