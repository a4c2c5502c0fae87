using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// A bad line for signalling between a peer and the service: each side takes it for the other. It loses a tenth of the datagrams,
/// doubles a fifth, and delays each by 300 ms and up to 200 more, so that they overtake one another.
/// </summary>
internal sealed class LossyLine : IAsyncDisposable
{
    private const int Delay = 300;
    private const int Jitter = 200;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly IPEndPoint _service;
    private readonly IPEndPoint _peer;
    private readonly Random _random;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentBag<Task> _underWay = [];
    private readonly Task _running;

    /// <param name="service">Where the service is.</param>
    /// <param name="peer">Where the peer is.</param>
    /// <param name="seed">Of what is lost, doubled and late.</param>
    public LossyLine(IPEndPoint service, IPEndPoint peer, int seed)
    {
        (_service, _peer, _random) = (service, peer, new Random(seed));
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, Programs.FreePort()));
        _running = RunAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Datagrams that never arrived.</summary>
    public int Lost { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        await Task.WhenAll(_underWay);
        _socket.Dispose();
        _over.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[65536];
        var anybody = new IPEndPoint(IPAddress.Any, 0);
        while (!_over.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, anybody, _over.Token);
                Take(buffer[..received.ReceivedBytes], received.RemoteEndPoint.Equals(_service) ? _peer : _service);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The test is over, or the peer does not listen yet.
            }
        }
    }

    private void Take(byte[] datagram, IPEndPoint to)
    {
        var copies = _random.NextDouble() switch { < 0.1 => 0, < 0.3 => 2, _ => 1 };
        if (copies == 0) Lost++;
        for (; copies > 0; copies--) _underWay.Add(DeliverAsync(datagram, to, TimeSpan.FromMilliseconds(Delay + _random.Next(Jitter))));
    }

    private async Task DeliverAsync(byte[] datagram, IPEndPoint to, TimeSpan after)
    {
        try
        {
            await Task.Delay(after, _over.Token);
            await _socket.SendToAsync(datagram, to, _over.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // As above: a datagram to nobody is lost.
        }
    }
}
