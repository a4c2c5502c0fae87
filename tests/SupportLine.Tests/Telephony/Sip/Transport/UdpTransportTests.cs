using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transport;

public sealed class UdpTransportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [SkippableFact]
    public void Of_several_addresses_the_one_on_the_way_there_is_sent_from()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "elsewhere a machine has one loopback address");
        var options = new TransportOptions([.. new[] { "127.0.0.2", "127.0.0.1", "127.0.0.3" }.Select(address => (TransportKind.Udp, new IPEndPoint(IPAddress.Parse(address), 0)))], null);
        using var station = new Station(options);

        Assert.Equal(IPAddress.Loopback, station.Layer.FlowTo(TransportKind.Udp, IPEndPoint.Parse("127.0.0.9:5060"))!.Value.Local.Address);
    }

    [Fact]
    public void From_one_that_is_named_is_sent_where_it_is_listened_on()
    {
        using var station = new Station(TransportKind.Udp, TransportKind.Udp);
        var (first, second) = (station.Layer.Listening[0], station.Layer.Listening[1]);
        IPEndPoint Local(IPEndPoint? from) => station.Layer.FlowTo(TransportKind.Udp, IPEndPoint.Parse("127.0.0.1:40123"), from)!.Value.Local;

        Assert.Equal((second, first, first), (Local(second), Local(first), Local(IPEndPoint.Parse("127.0.0.1:9"))));
    }

    [Fact]
    public void Whoever_sends_while_it_closes_finds_all_that_it_listens_on_and_no_error()
    {
        var station = new Station(TransportKind.Udp, TransportKind.Tcp);
        var listening = station.Layer.Listening;
        station.Dispose();

        Assert.Equal(listening, station.Layer.Listening);
        station.Send(TransportKind.Udp, station.Address);
    }

    [Fact]
    public async Task A_request_is_handed_over_with_its_source_noted()
    {
        using var station = new Station(TransportKind.Udp);
        using var phone = Phone();

        await SendAsync(phone, station, Options("Via: SIP/2.0/UDP pbx.example.com:5099;branch=z9hG4bK1;rport"));
        var (message, flow) = await station.ReceiveAsync();

        Assert.Equal(phone.Client.LocalEndPoint, flow.Remote);
        Assert.Equal(station.Address, flow.Local);
        Assert.Equal("127.0.0.1", message.TopVia!.Parameters["received"]);
        Assert.Equal(flow.Remote.Port.ToString(null, null), message.TopVia.Parameters["rport"]);
    }

    [Fact]
    public async Task With_rport_the_answer_goes_back_to_the_very_port()
    {
        using var station = new Station(TransportKind.Udp);
        using var phone = Phone();

        await SendAsync(phone, station, Options("Via: SIP/2.0/UDP 127.0.0.1:5099;branch=z9hG4bK1;rport"));
        var (message, flow) = await station.ReceiveAsync();
        station.Answer(message, flow);

        Assert.StartsWith("SIP/2.0 200 OK\r\n", await HearAsync(phone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_rport_the_answer_goes_to_the_port_of_the_Via()
    {
        using var station = new Station(TransportKind.Udp);
        using var phone = Phone();
        using var other = Phone();

        await SendAsync(phone, station, Options($"Via: SIP/2.0/UDP 127.0.0.1:{((IPEndPoint)other.Client.LocalEndPoint!).Port};branch=z9hG4bK1"));
        var (message, flow) = await station.ReceiveAsync();
        station.Answer(message, flow);

        Assert.StartsWith("SIP/2.0 200 OK\r\n", await HearAsync(other), StringComparison.Ordinal);
        Assert.Null(message.TopVia!.Parameters["received"]);
    }

    [Fact]
    public async Task An_address_that_differs_from_the_Via_is_noted_as_received()
    {
        using var station = new Station(TransportKind.Udp);
        using var phone = Phone();

        await SendAsync(phone, station, Options("Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1"));
        var (message, _) = await station.ReceiveAsync();

        Assert.Equal("127.0.0.1", message.TopVia!.Parameters["received"]);
        Assert.Null(message.TopVia.Parameters["rport"]);
    }

    [Fact]
    public async Task Other_Vias_of_the_same_line_stay_behind_the_first()
    {
        using var station = new Station(TransportKind.Udp);
        using var phone = Phone();

        await SendAsync(phone, station, Options("Via: SIP/2.0/UDP a.example.com;branch=z9hG4bK1, SIP/2.0/TCP b.example.com;branch=z9hG4bK2"));
        var (message, _) = await station.ReceiveAsync();

        Assert.Equal(["a.example.com", "b.example.com"], message.Vias.Select(via => via.Host));
        Assert.Equal("127.0.0.1", message.Vias.First().Parameters["received"]);
    }

    [Fact]
    public async Task A_bad_datagram_is_counted_and_costs_the_next_one_nothing()
    {
        using var station = new Station(TransportKind.Udp);
        using var phone = Phone();

        await SendAsync(phone, station, "no SIP at all, but long enough to be some\r\n\r\n");
        await SendAsync(phone, station, "\r\n\r\n");
        await SendAsync(phone, station, "\0\0\0\0");
        await SendAsync(phone, station, Options());

        Assert.Equal(SipMethod.Options, ((SipRequest)(await station.ReceiveAsync()).Message).Method);
        Assert.Equal(1, station.Layer.Rejected);
    }

    [Fact]
    public async Task A_flood_of_bad_datagrams_costs_few_lines()
    {
        var time = new FakeTimeProvider();
        using var station = new Station(new TransportOptions([(TransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 0))], null) { Time = time });
        using var phone = Phone();

        for (var i = 0; i < 100; i++)
        {
            await SendAsync(phone, station, "no SIP at all, but long enough to be some\r\n\r\n");
        }

        await SendAsync(phone, station, Options());
        await station.ReceiveAsync();
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(100, station.Layer.Rejected);
        Assert.Equal(20, station.Events.Seen.Count(id => id == 1003));
        Assert.Equal(1, station.Events.Seen.Count(id => id == 1011));
    }

    [Fact]
    public async Task A_request_cut_short_is_refused()
    {
        using var station = new Station(TransportKind.Udp);
        using var phone = Phone();

        await SendAsync(phone, station, Options(more: "Content-Length: 100"));

        Assert.StartsWith("SIP/2.0 400 Truncated\r\n", await HearAsync(phone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_response_and_a_bad_ACK_are_met_with_silence()
    {
        using var station = new Station(TransportKind.Udp);
        using var phone = Phone();

        await SendAsync(phone, station, Options(more: "Content-Length: 100").Replace("OPTIONS", "ACK", StringComparison.Ordinal));
        await SendAsync(phone, station, "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;rport\r\nContent-Length: 9\r\n\r\n");
        await SendAsync(phone, station, Options(more: "Content-Length: -1"));

        // The first thing heard is the refusal of the last.
        Assert.Contains("CSeq: 1 OPTIONS", await HearAsync(phone), StringComparison.Ordinal);
        Assert.Equal(3, station.Layer.Rejected);
    }

    [Fact]
    public async Task A_stranger_is_met_with_silence()
    {
        var options = new TransportOptions([(TransportKind.Udp, new IPEndPoint(IPAddress.Any, 0))], null);
        using var station = new Station(options, address => address.Equals(IPAddress.Parse("127.0.0.2")) ? Admission.Silence : Admission.Known);
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        using var phone = Phone();

        await stranger.SendAsync(Encoding.UTF8.GetBytes(Options(more: "Subject: stranger")), new IPEndPoint(IPAddress.Loopback, station.Address.Port));
        await phone.SendAsync(Encoding.UTF8.GetBytes(Options(more: "Subject: phone")), new IPEndPoint(IPAddress.Loopback, station.Address.Port));

        Assert.Equal("phone", (await station.ReceiveAsync()).Message.Headers.Get("Subject"));
        Assert.Equal(0, station.Layer.Rejected);
    }

    [Fact]
    public async Task A_stranger_whose_message_is_none_gets_no_answer()
    {
        var options = new TransportOptions([(TransportKind.Udp, new IPEndPoint(IPAddress.Any, 0))], null);
        using var station = new Station(options, _ => Admission.Stranger);
        using var stranger = Phone();
        await stranger.SendAsync(Encoding.UTF8.GetBytes(Options(more: "Content-Length: 70000")), new IPEndPoint(IPAddress.Loopback, station.Address.Port));
        await stranger.SendAsync(Encoding.UTF8.GetBytes(Options(more: "Subject: sound")), new IPEndPoint(IPAddress.Loopback, station.Address.Port));

        Assert.Equal("sound", (await station.ReceiveAsync()).Message.Headers.Get("Subject"));
        Assert.Equal((1, 0), (station.Layer.Rejected, stranger.Available));
    }

    [SkippableFact]
    public async Task IPv6_works_like_IPv4()
    {
        Skip.IfNot(Socket.OSSupportsIPv6, "no IPv6 here");
        var options = new TransportOptions([(TransportKind.Udp, new IPEndPoint(IPAddress.IPv6Loopback, 0))], null);
        using var called = new Station(options);
        using var caller = new Station(options);

        caller.Send(TransportKind.Udp, called.Address);
        var (request, flow) = await called.ReceiveAsync();
        called.Answer(request, flow);
        var (response, _) = await caller.ReceiveAsync();

        Assert.Equal("[::1]", request.TopVia!.Host);
        Assert.Equal("::1", response.TopVia!.Parameters["received"]);
        Assert.Equal(200, ((SipResponse)response).Status);
    }

    [Theory]
    [InlineData("Udp")]
    [InlineData("Tcp")]
    public void A_port_in_use_is_one_clear_line(string transport)
    {
        var kind = Enum.Parse<TransportKind>(transport);
        using var first = new Station(kind);

        var refusal = Assert.Throws<IOException>(() => new Station(new TransportOptions([(kind, first.Address)], null)));

        Assert.Equal($"cannot listen on {transport.ToLowerInvariant()}://{first.Address}: the port is in use by another program", refusal.Message);
    }

    [Fact]
    public void An_address_of_another_machine_is_one_clear_line()
    {
        var elsewhere = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5060);

        var refusal = Assert.Throws<IOException>(() => new Station(new TransportOptions([(TransportKind.Udp, elsewhere)], null)));

        Assert.Equal("cannot listen on udp://192.0.2.1:5060: this machine has no such address", refusal.Message);
    }

    private static UdpClient Phone() => new(new IPEndPoint(IPAddress.Loopback, 0));

    private static string Options(string via = "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1;rport", string more = "Subject: x") =>
        $"OPTIONS sip:a@b SIP/2.0\r\n{via}\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n{more}\r\n\r\n";

    private static async Task SendAsync(UdpClient phone, Station station, string text) =>
        await phone.SendAsync(Encoding.UTF8.GetBytes(text), station.Address);

    private static async Task<string> HearAsync(UdpClient phone) =>
        Encoding.UTF8.GetString((await phone.ReceiveAsync().WaitAsync(Patience)).Buffer);
}
