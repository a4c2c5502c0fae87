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

    /// <summary>A way to where a trunk listens.</summary>
    private static readonly Flow Listening = new(TransportKind.Tls, TestWire.Here, new IPEndPoint(TestWire.There.Address, 5061)) { Host = "sip.example.test" };

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
        Assert.Equal("198.51.100.20:5060", dialog.NextHop(_ => true).Remote.ToString());
    }

    [Fact]
    public void The_next_hop_is_the_first_route_else_the_target()
    {
        Assert.Equal("198.51.100.20:5062", OfServer(Routes).NextHop(_ => true).Remote.ToString());
        Assert.Equal("198.51.100.9:5060", OfServer().NextHop(_ => true).Remote.ToString());
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
        Assert.Equal(TestWire.There, OfServer(contact: $"<sip:ana@{host}:5090>").NextHop(_ => true).Remote);
    }

    [Fact]
    public void A_private_target_of_a_private_peer_is_reached_directly()
    {
        var flow = Wire.Flow with { Remote = new IPEndPoint(IPAddress.Parse("10.0.0.5"), 5060) };

        Assert.Equal("10.1.2.3:5090", OfServer(contact: "<sip:ana@10.1.2.3:5090>", flow: flow).NextHop(_ => true).Remote.ToString());
    }

    [Theory]
    [InlineData("UDP", "<sip:ana@198.51.100.9:5090;transport=tcp>", "TCP", 5090)]
    [InlineData("UDP", "<sips:ana@198.51.100.9>", "TLS", 5061)]
    [InlineData("TCP", "<sip:ana@198.51.100.9:5090;transport=tcp>", "TCP", 5060)]
    [InlineData("TCP", "<sip:ana@198.51.100.10:5090>", "TCP", 5090)]
    [InlineData("TCP", "<sip:ana@198.51.100.9:5090;transport=udp>", "UDP", 5090)]
    public void The_target_names_its_transport_and_an_open_connection_to_it_is_used_again(string began, string contact, string name, int port)
    {
        var hop = OfServer(contact: contact, flow: Wire.Flow with { Kind = began == "TCP" ? TransportKind.Tcp : TransportKind.Udp }).NextHop(_ => true);

        Assert.Equal((name, port), (hop.Name, hop.Remote.Port));
    }

    [Fact]
    public void Where_that_connection_is_closed_the_target_is_reached_where_it_listens()
    {
        var dialog = OfServer(contact: "<sip:ana@198.51.100.9:5090;transport=tcp>", flow: Wire.Flow with { Kind = TransportKind.Tcp });

        Assert.Equal(("TCP", 5090), (dialog.NextHop(_ => false).Name, dialog.NextHop(_ => false).Remote.Port));
    }

    [Theory]
    [InlineData("<sip:bob@198.51.100.9:5060>")]
    [InlineData("<sip:bob@198.51.100.9:5060;transport=tls>")]
    public void Whom_we_phoned_by_a_connection_is_reached_where_the_call_went_also_by_another_one(string contact)
    {
        var dialog = OfClient("", Listening, contact);
        dialog.Refresh(Refreshing(contact), Listening with { Remote = new IPEndPoint(TestWire.There.Address, 40000), Host = null });

        Assert.Equal(Listening, dialog.Flow);
        Assert.Equal(Listening, dialog.NextHop(_ => false));
    }

    [Fact]
    public void Whom_we_phoned_and_who_then_comes_from_elsewhere_is_reached_there_while_that_connection_is_open()
    {
        var dialog = OfClient("", Listening);
        var moved = Listening with { Remote = IPEndPoint.Parse("198.51.100.10:40000") };
        dialog.Refresh(Refreshing("<sip:bob@198.51.100.10:5090;transport=tls>"), moved);

        Assert.Equal(moved, dialog.NextHop(_ => true));
        Assert.Equal(5090, dialog.NextHop(_ => false).Remote.Port);
    }

    [Fact]
    public void One_large_message_by_TCP_moves_no_call_away_from_UDP()
    {
        var dialog = OfServer();
        dialog.Refresh(TestMessage.Request("UPDATE", cseq: 2), Wire.Flow with { Kind = TransportKind.Tcp, Remote = new IPEndPoint(TestWire.There.Address, 40000) });

        Assert.Equal(Wire.Flow, dialog.Flow);
    }

    [Fact]
    public void A_proxy_behind_a_NAT_is_reached_by_the_way_its_requests_came() =>
        Assert.Equal(TestWire.There, OfServer("Record-Route: <sip:10.0.0.20;lr>").NextHop(_ => true).Remote);

    [Fact]
    public void Who_comes_from_another_network_with_a_target_refresh_is_reached_there()
    {
        var dialog = OfServer(contact: "<sip:ana@10.1.2.3:5090>");
        var moved = Wire.Flow with { Remote = IPEndPoint.Parse("203.0.113.4:40000") };
        dialog.Refresh(TestMessage.Request("UPDATE", cseq: 2), moved);
        dialog.Refresh(TestMessage.Request("UPDATE", cseq: 3, more: "Subject: x"), moved);

        Assert.Equal(moved, dialog.Flow);
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
    public void The_ACK_has_the_number_and_the_credentials_of_its_INVITE()
    {
        var dialog = OfClient("");
        dialog.Request(SipMethod.Info);
        var ack = dialog.Ack(TestMessage.Request("INVITE", cseq: 7, more: "Authorization: Digest a=1\nProxy-Authorization: Digest b=1\nProxy-Authorization: Digest c=1"));

        Assert.Equal(new CSeq(7, SipMethod.Ack), ack.CSeq);
        Assert.Equal(["Digest a=1", "Digest b=1", "Digest c=1"], [.. ack.Headers.GetAll("Authorization"), .. ack.Headers.GetAll("Proxy-Authorization")]);
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

    private static SipRequest Refreshing(string contact)
    {
        var update = TestMessage.Request("UPDATE", cseq: 2);
        update.Headers.Set(HeaderName.Contact, contact);
        return (SipRequest)TestMessage.Parse(update.ToBytes());
    }

    private static Dialog OfClient(string more, Flow? flow = null, string contact = "<sip:bob@198.51.100.9>") => Client(more, flow, contact).Dialog;

    private static (Dialog Dialog, SipRequest Invite) Client(string more, Flow? flow = null, string contact = "<sip:bob@198.51.100.9>")
    {
        var invite = TestMessage.Request("INVITE", cseq: 7);
        var response = TestMessage.Response(invite, 180, more: more + $"\nContact: {contact}");
        return (Dialog.OfClient(invite, response, flow ?? Wire.Flow, "<sip:us@192.0.2.1>"), invite);
    }
}
