using System.Net;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Dialogs;

/// <summary>RFC 3261 section 12.</summary>
public sealed class DialogTests
{
    private const string Routes =
        """
        Record-Route: <sip:198.51.100.20:5062;r2=on;lr>, <sip:192.0.2.20;r2=on;lr;ftag=peertag>
        Record-Route: <sip:192.0.2.30;lr>
        """;

    private static readonly TestWire Wire = new();

    [Fact]
    public void As_the_called_side_the_route_set_is_the_recorded_one_in_order_with_its_parameters()
    {
        var bye = OfServer(Routes).Request(SipMethod.Bye);

        Assert.Equal("sip:ana@198.51.100.9:5060", bye.RequestUriText);
        Assert.Equal(
            ["<sip:198.51.100.20:5062;r2=on;lr>", "<sip:192.0.2.20;r2=on;lr;ftag=peertag>", "<sip:192.0.2.30;lr>"],
            bye.Headers.GetAll(HeaderName.Route));
    }

    [Fact]
    public void As_the_calling_side_it_is_reversed()
    {
        var bye = OfClient(Routes).Request(SipMethod.Bye);

        Assert.Equal(
            ["<sip:192.0.2.30;lr>", "<sip:192.0.2.20;r2=on;lr;ftag=peertag>", "<sip:198.51.100.20:5062;r2=on;lr>"],
            bye.Headers.GetAll(HeaderName.Route));
    }

    [Fact]
    public void A_first_hop_without_lr_is_a_strict_router_and_becomes_the_request_uri()
    {
        var dialog = OfServer("Record-Route: <sip:198.51.100.20>, <sip:198.51.100.30;lr>");
        var bye = dialog.Request(SipMethod.Bye);

        Assert.Equal("sip:198.51.100.20", bye.RequestUriText);
        Assert.Equal(["<sip:198.51.100.30;lr>", "<sip:ana@198.51.100.9:5060>"], bye.Headers.GetAll(HeaderName.Route));
        Assert.Equal("198.51.100.20:5060", dialog.NextHop().Remote.ToString());
    }

    [Fact]
    public void The_next_hop_is_the_first_route_else_the_target()
    {
        Assert.Equal("198.51.100.20:5062", OfServer(Routes).NextHop().Remote.ToString());
        Assert.Equal("198.51.100.9:5060", OfServer().NextHop().Remote.ToString());
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.9")]
    [InlineData("192.168.1.7")]
    [InlineData("100.64.3.3")]
    [InlineData("127.0.0.1")]
    [InlineData("phone.example.test")]
    public void A_target_behind_a_NAT_is_reached_by_the_way_its_requests_came(string host)
    {
        Assert.Equal(TestWire.There, OfServer(contact: $"<sip:ana@{host}:5090>").NextHop().Remote);
    }

    [Fact]
    public void A_private_target_of_a_private_peer_is_reached_directly()
    {
        var flow = Wire.Flow with { Remote = new IPEndPoint(IPAddress.Parse("10.0.0.5"), 5060) };

        Assert.Equal("10.1.2.3:5090", OfServer(contact: "<sip:ana@10.1.2.3:5090>", flow: flow).NextHop().Remote.ToString());
    }

    [Theory]
    [InlineData("UDP", "<sip:ana@198.51.100.9:5090;transport=tcp>", "TCP", 5090)]
    [InlineData("UDP", "<sips:ana@198.51.100.9>", "TLS", 5061)]
    [InlineData("TCP", "<sip:ana@198.51.100.9:5090;transport=tcp>", "TCP", 5060)]
    [InlineData("TCP", "<sip:ana@198.51.100.10:5090>", "TCP", 5090)]
    [InlineData("TCP", "<sip:ana@198.51.100.9:5090;transport=udp>", "UDP", 5090)]
    public void The_target_names_its_transport_and_an_open_connection_to_it_is_used_again(string began, string contact, string name, int port)
    {
        var hop = OfServer(contact: contact, flow: Wire.Flow with { Kind = began == "TCP" ? TransportKind.Tcp : TransportKind.Udp }).NextHop();

        Assert.Equal((name, port), (hop.Name, hop.Remote.Port));
    }

    [Fact]
    public void Requests_carry_the_tags_the_call_id_and_numbers_that_rise()
    {
        var dialog = OfServer();
        var first = dialog.Request(SipMethod.Info);
        var second = dialog.Request(SipMethod.Bye);

        Assert.Equal("ourtag", first.From!.Tag);
        Assert.Equal("peertag", first.To!.Tag);
        Assert.Equal("call1@peer", first.CallId);
        Assert.Equal(first.CSeq!.Value.Number + 1, second.CSeq!.Value.Number);
        Assert.Equal("<sip:us@192.0.2.1>", first.Headers.Get(HeaderName.Contact));
    }

    [Fact]
    public void The_ACK_has_the_number_of_its_INVITE()
    {
        var dialog = OfClient("");
        dialog.Request(SipMethod.Info);

        Assert.Equal(new CSeq(7, SipMethod.Ack), dialog.Ack(7).CSeq);
    }

    [Fact]
    public void Only_a_number_higher_than_all_before_is_accepted()
    {
        var dialog = OfServer();

        Assert.False(dialog.Accepts(TestMessage.Request("INFO", cseq: 1)));
        Assert.True(dialog.Accepts(TestMessage.Request("INFO", cseq: 5)));
        Assert.False(dialog.Accepts(TestMessage.Request("INFO", cseq: 4)));
        Assert.False(dialog.Accepts(TestMessage.Request("INFO", cseq: 5)));
    }

    [Fact]
    public void The_answer_settles_the_route_that_a_provisional_one_began()
    {
        var (dialog, invite) = Client("Record-Route: <sip:198.51.100.20;lr>");
        dialog.Confirm(TestMessage.Response(invite, 200, more: "Contact: <sip:bob@198.51.100.60>"));

        Assert.Empty(dialog.Request(SipMethod.Bye).Headers.GetAll(HeaderName.Route));
        Assert.Equal("sip:bob@198.51.100.60", dialog.RemoteTarget.ToString());
    }

    private static Dialog OfServer(string more = "", string contact = "<sip:ana@198.51.100.9:5060>", Flow? flow = null)
    {
        var invite = TestMessage.Request("INVITE", more: more);
        invite.Headers.Set(HeaderName.Contact, contact);
        return Dialog.OfServer((SipRequest)TestMessage.Parse(invite.ToBytes()), flow ?? Wire.Flow, "ourtag", "<sip:us@192.0.2.1>");
    }

    private static Dialog OfClient(string more) => Client(more).Dialog;

    private static (Dialog Dialog, SipRequest Invite) Client(string more)
    {
        var invite = TestMessage.Request("INVITE", cseq: 7);
        var response = TestMessage.Response(invite, 180, more: more + "\nContact: <sip:bob@198.51.100.9>");
        return (Dialog.OfClient(invite, response, Wire.Flow, "<sip:us@192.0.2.1>"), invite);
    }
}
