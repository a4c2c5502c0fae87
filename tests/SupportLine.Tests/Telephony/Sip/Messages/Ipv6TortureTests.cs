using System.Net;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip.Messages;

/// <summary>The messages of RFC 5118, a test for each section, in messages of our own wording.</summary>
public sealed class Ipv6TortureTests
{
    [Fact]
    public void Section_4_1_an_IPv6_reference_stands_in_brackets()
    {
        var register = Read("4.1");

        Assert.Equal(0, MessageValidator.Check(register, out _));
        Assert.Equal("[2001:db8::10]", register.RequestUri!.Host);
        Assert.Equal(("[2001:db8::9:1]", 0), (register.TopVia!.Host, register.TopVia.Port));
        Assert.Equal("[2001:db8::1]", register.Contact!.Uri.Host);
    }

    [Fact]
    public void Section_4_2_without_brackets_a_Request_URI_is_refused()
    {
        Assert.Equal(400, MessageValidator.Check(Read("4.2"), out var reason));
        Assert.Equal("Bad Request-URI", reason);
    }

    [Fact]
    public void Section_4_3_a_port_within_the_brackets_is_part_of_the_address()
    {
        var uri = Read("4.3").RequestUri!;

        Assert.Equal(("[2001:db8::10:5070]", 0), (uri.Host, uri.Port));
    }

    [Fact]
    public void Section_4_4_a_port_behind_the_brackets_is_a_port()
    {
        var uri = Read("4.4").RequestUri!;

        Assert.Equal(("[2001:db8::10]", 5070), (uri.Host, uri.Port));
    }

    [Theory]
    [InlineData("4.5 with", "[2001:db8::9:255]")]
    [InlineData("4.5 without", "2001:db8::9:255")]
    public void Section_4_5_a_received_parameter_is_taken_with_and_without_brackets(string section, string received)
    {
        var bye = Read(section);

        Assert.Equal(0, MessageValidator.Check(bye, out _));
        Assert.Equal(received, bye.TopVia!.Parameters["received"]);
    }

    [Fact]
    public void Section_4_6_addresses_of_the_session_have_no_brackets()
    {
        var invite = Read("4.6");

        Assert.Equal(0, MessageValidator.Check(invite, out _));
        Assert.True(SessionDescription.TryParse(invite.Body.Span, out var session));
        Assert.Equal(["2001:db8::20", "2001:db8::20"], session.Media.Select(session.AddressOf));
        Assert.True(Answers("2001:db8::7", invite));
        Assert.False(Answers("192.0.2.7", invite));
    }

    [Fact]
    public void Section_4_7_both_versions_of_IP_mix_in_the_headers_of_one_message()
    {
        var bye = Read("4.7");

        Assert.Equal(0, MessageValidator.Check(bye, out _));
        Assert.Equal(["[2001:db8::9:1]", "192.0.2.1", "[2001:db8:0:0::0:c]"], bye.Vias.Select(via => via.Host));
        Assert.Equal([6050, 0, 5061], bye.Vias.Select(via => via.Port));
        Assert.Equal("192.0.2.16", bye.Addresses(HeaderName.Route).Single().Uri.Host);
    }

    [Fact]
    public void Section_4_8_each_stream_has_the_version_of_IP_of_its_own_line()
    {
        var invite = Read("4.8");

        Assert.True(SessionDescription.TryParse(invite.Body.Span, out var session));
        Assert.Equal(["192.0.2.1", "2001:db8::1"], session.Media.Select(session.AddressOf));
        Assert.True(Answers("192.0.2.7", invite));

        // What our socket cannot send to is not agreed on.
        Assert.False(Answers("2001:db8::7", invite));
    }

    [Fact]
    public void Section_4_9_an_IPv4_address_in_IPv6_notation_is_an_address_and_may_be_sent_to_by_IPv4()
    {
        var invite = Read("4.9");

        Assert.Equal(0, MessageValidator.Check(invite, out _));
        Assert.Equal([("[::ffff:192.0.2.10]", 19823), ("[::ffff:192.0.2.2]", 0)], invite.Vias.Select(via => (via.Host, via.Port)));
        Assert.Equal("[::ffff:192.0.2.2]", invite.Contact!.Uri.Host);
        var ours = new OfferAnswer(new IPEndPoint(IPAddress.Parse("192.0.2.7"), 20000));
        Assert.True(ours.TryAnswer(invite.Body.Span, out _, out var agreed));
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.2"), 6000), agreed.Remote);
    }

    [Theory]
    [InlineData("4.10 three")]
    [InlineData("4.10 two")]
    public void Section_4_10_the_third_colon_that_the_grammar_of_RFC_3261_lets_in_is_passed_over(string section)
    {
        var options = Read(section);

        Assert.Equal(0, MessageValidator.Check(options, out _));
        Assert.Equal("[2001:db8::192.0.2.1]", options.RequestUri!.Host);
        Assert.True(options.RequestUri.IsEquivalentTo(options.To!.Uri));
    }

    [Theory]
    [InlineData("[2001:db8:::10]")]
    [InlineData("[2001:db8::::192.0.2.1]")]
    [InlineData("[2001::1:::192.0.2.1]")]
    [InlineData("[:::192.0.2.1:5]")]
    [InlineData("[fe80::1%eth0]")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[]")]
    public void No_other_mistake_in_a_reference_is_passed_over(string host) => Assert.False(HostPort.TryParse(host, out _, out _));

    private static SipRequest Read(string section) => Assert.IsType<SipRequest>(Wire.Message(Ipv6Messages.Of(section)));

    private static bool Answers(string local, SipRequest invite) =>
        new OfferAnswer(new IPEndPoint(IPAddress.Parse(local), 20000)).TryAnswer(invite.Body.Span, out _, out _);
}
