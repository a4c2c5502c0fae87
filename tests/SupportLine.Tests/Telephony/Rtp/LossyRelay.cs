using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>
/// A bad line from a phone to a port: it loses, repeats, delays, and so reorders, by a seed; and can stand still. What comes back is
/// dropped.
/// </summary>
internal sealed class LossyRelay : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 1 };
    private readonly IPEndPoint _target;
    private readonly Random _random = new(3550);
    private readonly PriorityQueue<byte[], long> _underWay = new();
    private readonly Thread _thread;
    private volatile bool _stands;
    private volatile bool _over;

    /// <param name="target">Port on loopback.</param>
    public LossyRelay(int target)
    {
        _target = new IPEndPoint(IPAddress.Loopback, target);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Of a packet, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>Of a packet that is not lost, 0 to 1.</summary>
    public double Repeats { get; init; }

    /// <summary>Each is late by up to so much.</summary>
    public TimeSpan Jitter { get; init; }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Keeps everything back, or lets all go that it kept.</summary>
    public bool Stands
    {
        set => _stands = value;
    }

    public void Dispose()
    {
        _over = true;
        _thread.Join();
        _socket.Dispose();
    }

    private void Run()
    {
        var buffer = new byte[2048];
        while (!_over)
        {
            try
            {
                EndPoint source = new IPEndPoint(IPAddress.Any, 0);
                var length = _socket.ReceiveFrom(buffer, ref source);
                if (!source.Equals(_target))
                {
                    Take(buffer[..length]);
                }
            }
            catch (SocketException)
            {
                // Nothing came within a millisecond.
            }

            while (!_stands && _underWay.TryPeek(out _, out var due) && due <= Stopwatch.GetTimestamp())
            {
                _socket.SendTo(_underWay.Dequeue(), _target);
            }
        }
    }

    private void Take(byte[] datagram)
    {
        if (_random.NextDouble() < Loss)
        {
            return;
        }

        for (var copies = _random.NextDouble() < Repeats ? 2 : 1; copies > 0; copies--)
        {
            _underWay.Enqueue(datagram, Stopwatch.GetTimestamp() + (long)(_random.NextDouble() * Jitter.TotalSeconds * Stopwatch.Frequency));
        }
    }
}
