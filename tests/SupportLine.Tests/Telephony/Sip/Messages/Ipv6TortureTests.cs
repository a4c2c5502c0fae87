using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip.Messages;

/// <summary>What RFC 5118 asks of a parser, in messages of our own wording.</summary>
public sealed class Ipv6TortureTests
{
    private const string Via = "Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111";

    [Fact]
    public void An_IPv6_reference_stands_in_brackets()
    {
        var register = Register("sip:[2001:db8::10]", Via);

        Assert.Equal(0, MessageValidator.Check(register, out _));
        Assert.Equal("[2001:db8::10]", register.RequestUri!.Host);
        Assert.Equal("[2001:db8::9:1]", register.TopVia!.Host);
    }

    [Fact]
    public void Without_brackets_a_Request_URI_is_refused()
    {
        var register = Register("sip:2001:db8::10", Via);

        Assert.Equal(400, MessageValidator.Check(register, out var reason));
        Assert.Equal("Bad Request-URI", reason);
    }

    [Fact]
    public void A_port_within_the_brackets_is_part_of_the_address_and_outside_it_is_a_port()
    {
        var within = Register("sip:[2001:db8::10:5070]", Via).RequestUri!;
        var outside = Register("sip:[2001:db8::10]:5070", Via).RequestUri!;

        Assert.Equal(("[2001:db8::10:5070]", 0), (within.Host, within.Port));
        Assert.Equal(("[2001:db8::10]", 5070), (outside.Host, outside.Port));
    }

    [Theory]
    [InlineData("received=[2001:db8::9:255]")]
    [InlineData("received=2001:db8::9:255")]
    public void A_received_parameter_is_taken_with_and_without_brackets(string received)
    {
        var register = Register("sip:[2001:db8::10]", $"{Via};{received}");

        Assert.Equal(0, MessageValidator.Check(register, out _));
        Assert.Equal(received["received=".Length..], register.TopVia!.Parameters["received"]);
    }

    [Fact]
    public void A_sent_by_without_brackets_is_refused()
    {
        var register = Register("sip:[2001:db8::10]", "Via: SIP/2.0/UDP 2001:db8::9:1;branch=z9hG4bKas3-111");

        Assert.Equal(400, MessageValidator.Check(register, out var reason));
        Assert.Equal("Bad Via", reason);
    }

    [Fact]
    public void IPv4_and_IPv6_mix_in_the_Vias_and_the_Contact_of_one_message()
    {
        var register = Register("sip:[::ffff:192.0.2.10]", Via, "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKas3-112", "Contact: <sip:user@[::ffff:192.0.2.2]:5080>");

        Assert.Equal(["[2001:db8::9:1]", "192.0.2.1"], register.Vias.Select(via => via.Host));
        Assert.Equal(("[::ffff:192.0.2.2]", 5080), (register.Contact!.Uri.Host, register.Contact.Uri.Port));
    }

    private static SipRequest Register(string uri, params string[] lines) => Wire.Request(
    [
        $"REGISTER {uri} SIP/2.0", "To: sip:user@example.com", "From: sip:user@example.com;tag=81x2", "Max-Forwards: 70",
        "Call-ID: SSG9559905523997077@hlau_4100", "CSeq: 98176 REGISTER", "Content-Length: 0", .. lines,
    ]);
}
