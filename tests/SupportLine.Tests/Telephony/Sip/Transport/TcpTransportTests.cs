using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transport;

public sealed class TcpTransportTests
{
    private const string Request = "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:PORT;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public async Task A_request_and_its_answer_share_a_connection_and_so_does_the_next_request()
    {
        using var called = new Station(TransportKind.Tcp);
        using var caller = new Station(TransportKind.Tcp);

        for (var i = 0; i < 3; i++)
        {
            caller.Send(TransportKind.Tcp, called.Address);
            var (request, flow) = await called.ReceiveAsync();
            called.Answer(request, flow);
            var (response, _) = await caller.ReceiveAsync();

            Assert.Equal(200, ((SipResponse)response).Status);
            Assert.Equal(caller.Address.Port, request.TopVia!.Port);
        }

        Assert.Equal(1, caller.Layer.Connections);
        Assert.Equal(1, called.Layer.Connections);
    }

    [Fact]
    public async Task A_request_sent_in_drops_arrives_whole()
    {
        using var station = new Station(TransportKind.Tcp);
        using var phone = await ConnectAsync(station);

        foreach (var drop in Encoding.UTF8.GetBytes(Request).Chunk(7))
        {
            await phone.GetStream().WriteAsync(drop);
        }

        Assert.Equal("1", (await station.ReceiveAsync()).Message.CallId);
    }

    [Fact]
    public async Task A_double_CRLF_is_answered_by_a_single_one()
    {
        using var station = new Station(TransportKind.Tcp);
        using var phone = await ConnectAsync(station);

        await phone.GetStream().WriteAsync("\r\n\r\n"u8.ToArray());
        var pong = new byte[2];
        await phone.GetStream().ReadExactlyAsync(pong).AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("\r\n"u8.ToArray(), pong);
    }

    [Fact]
    public async Task A_lost_frame_is_refused_and_ends_the_connection()
    {
        using var station = new Station(TransportKind.Tcp);
        using var phone = await ConnectAsync(station);

        await phone.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request.Replace("Length: 0", "Length: -7", StringComparison.Ordinal)));
        var heard = await ReadToEndAsync(phone);

        Assert.StartsWith("SIP/2.0 400 Bad Content-Length\r\n", heard, StringComparison.Ordinal);
        Assert.Equal(1, station.Layer.Rejected);
    }

    [Fact]
    public async Task A_message_that_is_not_whole_in_time_ends_the_connection()
    {
        var time = new FakeTimeProvider();
        using var station = new Station(Options(time));
        using var phone = await ConnectAsync(station);
        await phone.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request + Request[..40]));
        await station.ReceiveAsync();

        Assert.Equal("", await time.RunUntilAsync(TimeSpan.FromSeconds(5), ReadToEndAsync(phone)));
        Assert.Contains(1007, station.Events.Seen);
    }

    [Fact]
    public async Task Whoever_connects_and_says_nothing_but_breaks_holds_no_place()
    {
        var time = new FakeTimeProvider();
        using var station = new Station(Options(time));
        using var phone = await ConnectAsync(station);
        await phone.GetStream().WriteAsync("\r\n\r\n"u8.ToArray());
        var pong = new byte[2];
        await phone.GetStream().ReadExactlyAsync(pong);
        await UntilAsync(() => station.Layer.Connections == 1);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, station.Layer.Connections);

        Assert.Equal("", await time.RunUntilAsync(TimeSpan.FromSeconds(5), ReadToEndAsync(phone)));
        Assert.Contains(1007, station.Events.Seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ban_ends_the_connections_that_its_source_holds(bool saysMore)
    {
        var time = new FakeTimeProvider();
        var admission = Admission.Stranger;
        using var station = new Station(Options(time), _ => admission);
        using var phone = await ConnectAsync(station);
        await phone.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request));
        await station.ReceiveAsync();
        admission = Admission.Silence;
        if (saysMore) await phone.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request));

        Assert.Equal("", saysMore ? await ReadToEndAsync(phone) : await time.RunUntilAsync(TimeSpan.FromSeconds(5), ReadToEndAsync(phone)));
    }

    [Fact]
    public async Task Strangers_leave_room_for_those_the_operator_named()
    {
        var admission = Admission.Stranger;
        using var station = new Station(Options(TimeProvider.System) with { MaxConnections = 4 }, _ => admission);
        using var first = await ConnectAsync(station);
        using var second = await ConnectAsync(station);
        using var third = await ConnectAsync(station);
        foreach (var speaking in new[] { first, second, third })
        {
            await speaking.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request));
            await station.ReceiveAsync();
        }

        using var fourth = await ConnectAsync(station);
        Assert.Equal("", await ReadToEndAsync(fourth));

        admission = Admission.Known;
        using var trunk = await ConnectAsync(station);
        await trunk.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request));
        Assert.Equal("1", (await station.ReceiveAsync()).Message.CallId);
    }

    [Fact]
    public async Task A_stranger_who_comes_takes_the_place_of_the_one_that_has_said_nothing_for_longest()
    {
        using var station = new Station(Options(TimeProvider.System) with { MaxConnections = 4 }, _ => Admission.Stranger);
        using var speaking = await ConnectAsync(station);
        await speaking.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request));
        await station.ReceiveAsync();
        using var silent = await ConnectAsync(station);
        await UntilAsync(() => station.Layer.Connections == 2);
        using var later = await ConnectAsync(station);
        await UntilAsync(() => station.Layer.Connections == 3);

        using var phone = await ConnectAsync(station);
        Assert.Equal("", await ReadToEndAsync(silent));
        foreach (var each in new[] { phone, later, speaking })
        {
            await each.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request));
            Assert.Equal("1", (await station.ReceiveAsync()).Message.CallId);
        }
    }

    [Fact]
    public async Task Whoever_sends_to_where_nobody_listens_is_told_at_once()
    {
        using var station = new Station(TransportKind.Tcp);
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var told = new TaskCompletionSource();
        var flow = station.Layer.FlowTo(TransportKind.Tcp, (IPEndPoint)deaf.LocalEndPoint!)!.Value;

        station.Layer.Send(new SipRequest(SipMethod.Options, "sip:a@b"), flow, told.SetResult);

        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task When_the_connection_has_closed_the_answer_goes_to_where_the_peer_listens()
    {
        using var station = new Station(TransportKind.Tcp);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        (SipMessage Message, Flow Flow) arrived;
        using (var phone = await ConnectAsync(station))
        {
            await phone.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request.Replace("PORT", $"{port}", StringComparison.Ordinal)));
            arrived = await station.ReceiveAsync();
        }

        await UntilAsync(() => station.Layer.Connections == 0);
        station.Answer(arrived.Message, arrived.Flow);
        using var again = await listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(20));
        var first = new byte[14];
        await again.GetStream().ReadExactlyAsync(first);

        Assert.Equal("SIP/2.0 200 OK", Encoding.UTF8.GetString(first));
    }

    [Fact]
    public async Task One_address_opens_so_many_connections_and_no_more()
    {
        using var station = new Station(Options(TimeProvider.System) with { MaxConnectionsPerSource = 2 });
        using var first = await ConnectAsync(station);
        using var second = await ConnectAsync(station);
        using var third = await ConnectAsync(station);

        Assert.Equal("", await ReadToEndAsync(third));

        await second.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request));
        Assert.Equal("1", (await station.ReceiveAsync()).Message.CallId);
        first.Client.Shutdown(SocketShutdown.Both);
        await UntilAsync(() => station.Layer.Connections == 1);
        using var fourth = await ConnectAsync(station);
        await fourth.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Request));
        Assert.Equal("1", (await station.ReceiveAsync()).Message.CallId);
    }

    [Fact]
    public async Task A_request_too_large_for_a_datagram_goes_by_TCP()
    {
        using var caller = Both();
        using var called = Both();

        var sent = caller.Send(TransportKind.Udp, called.Address, new string('x', 2000));
        var (request, flow) = await called.ReceiveAsync();
        called.Answer(request, flow);
        var (response, _) = await caller.ReceiveAsync();

        Assert.Equal(TransportKind.Tcp, flow.Kind);
        Assert.Equal("TCP", request.TopVia!.Transport);
        Assert.Equal("TCP", sent.TopVia!.Transport);
        Assert.Equal(200, ((SipResponse)response).Status);
    }

    [Fact]
    public async Task A_large_request_goes_as_a_datagram_where_the_peer_takes_no_connection()
    {
        using var caller = Both();
        using var called = new Station(TransportKind.Udp);

        var sent = caller.Send(TransportKind.Udp, called.Address, new string('x', 2000));
        var (request, flow) = await called.ReceiveAsync();
        Assert.Equal((TransportKind.Udp, "UDP"), (flow.Kind, request.TopVia!.Transport));

        // Its repetition knows.
        caller.Layer.Send(sent, caller.Layer.FlowTo(TransportKind.Udp, called.Address)!.Value);
        (request, _) = await called.ReceiveAsync();
        Assert.Equal("UDP", request.TopVia!.Transport);
        Assert.Equal("UDP", sent.TopVia!.Transport);
    }

    [Fact]
    public async Task A_large_request_goes_as_a_datagram_where_that_is_the_only_way()
    {
        using var caller = Both();
        using var called = Both();
        var large = caller.Send(TransportKind.Udp, called.Address, new string('x', 2000)).Copy();
        Assert.Equal(TransportKind.Tcp, (await called.ReceiveAsync()).Flow.Kind);

        large.Headers.Prepend(HeaderName.Via, $"SIP/2.0/UDP {caller.Address};branch=z9hG4bKlarge;rport");
        caller.Layer.Send(large, caller.Layer.FlowTo(TransportKind.Udp, called.Address)!.Value with { IsOnlyWay = true });
        var (request, flow) = await called.ReceiveAsync();

        Assert.Equal((TransportKind.Udp, "UDP"), (flow.Kind, request.TopVia!.Transport));
    }

    [Fact]
    public async Task What_we_opened_is_kept_alive_while_nobody_talks()
    {
        var time = new FakeTimeProvider();
        using var caller = new Station(Options(time));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sent = caller.Send(TransportKind.Tcp, (IPEndPoint)listener.LocalEndpoint);
        using var peer = await listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(20));
        var message = new byte[sent.ToBytes().Length];
        await peer.GetStream().ReadExactlyAsync(message);

        var ping = new byte[4];
        var count = await time.RunUntilAsync(TimeSpan.FromSeconds(5), peer.GetStream().ReadAtLeastAsync(ping, ping.Length).AsTask());
        Assert.Equal("\r\n\r\n"u8.ToArray(), ping[..count]);
    }

    private static TransportOptions Options(TimeProvider time) =>
        new([(TransportKind.Tcp, new IPEndPoint(IPAddress.Loopback, 0))], null) { Time = time };

    /// <summary>UDP and TCP on one and the same port, as a peer expects it that is sent a large request.</summary>
    private static Station Both()
    {
        for (var attempt = 0; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = (IPEndPoint)probe.LocalEndpoint;
            probe.Stop();
            try
            {
                return new Station(new TransportOptions([(TransportKind.Udp, address), (TransportKind.Tcp, address)], null));
            }
            catch (IOException) when (attempt < 5)
            {
                // Somebody took the port meanwhile: try the next one.
            }
        }
    }

    private static async Task<TcpClient> ConnectAsync(Station station)
    {
        var client = new TcpClient();
        await client.ConnectAsync(station.Address);
        return client;
    }

    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
