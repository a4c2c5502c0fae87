using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SupportLine.CallTests.Hearing;

namespace SupportLine.CallTests.Phones;

/// <summary>The audio of a test phone: PCMU in and out on a plain socket, keys as RFC 4733 events.</summary>
internal sealed class PhoneAudio : IDisposable
{
    private const byte EventType = 101;
    private const string Keys = "0123456789*#";

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Thread _listening;
    private volatile bool _off;
    private IPEndPoint? _peer;
    private ushort _sequence = 1;
    private uint _timestamp = 1000;

    public PhoneAudio()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.ReceiveTimeout = 200;
        _listening = new Thread(Listen) { IsBackground = true };
        _listening.Start();
    }

    /// <summary>What is heard.</summary>
    public Ear Ear { get; } = new();

    private static double TicksPerMs => Stopwatch.Frequency / 1000.0;

    public string Offer()
    {
        var port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        return $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 0 {EventType}\r\n"
            + $"a=rtpmap:0 PCMU/8000\r\na=rtpmap:{EventType} telephone-event/8000\r\na=fmtp:{EventType} 0-15\r\na=ptime:20\r\n";
    }

    /// <summary>Takes the far end's address from a message with SDP.</summary>
    public void TalkTo(string message)
    {
        var address = message.Split("c=IN IP4 ")[1].Split('\r')[0];
        var port = int.Parse(message.Split("m=audio ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        _peer = new IPEndPoint(IPAddress.Parse(address), port);
    }

    /// <summary>Each key 80 ms, its end three times; a lossy line drops the first packets and repeats the rest.</summary>
    public Task PressAsync(string keys, bool lossy) => Task.Run(() =>
    {
        Span<byte> packet = stackalloc byte[16];
        foreach (var key in keys)
        {
            for (var i = 1; i <= 6; i++)
            {
                packet[12] = (byte)Keys.IndexOf(key, StringComparison.Ordinal);
                packet[13] = (byte)(10 | (i >= 4 ? 0x80 : 0));
                BinaryPrimitives.WriteUInt16BigEndian(packet[14..], (ushort)(160 * Math.Min(i, 4)));
                var sends = !lossy ? 1 : i <= 2 ? 0 : 2;
                for (var send = 0; send < sends; send++)
                {
                    Write(packet, EventType, marker: i == 1);
                    _socket.SendTo(packet, _peer!);
                }

                Pace();
            }

            _timestamp += 160 * 8;
            Pace();
            Pace();
        }
    });

    /// <summary>A voice-like sound: noise whose loudness comes and goes like syllables.</summary>
    public Task SpeakAsync(TimeSpan time) => Task.Run(() =>
    {
        Span<byte> packet = stackalloc byte[172];
        var random = new Random(7);
        for (var tick = 0; tick < time.TotalMilliseconds / 20; tick++)
        {
            var loud = tick % 12 < 9;
            for (var i = 12; i < packet.Length; i++)
            {
                packet[i] = loud ? (byte)(random.Next(2) * 0x80 + 0x10 + random.Next(0x20)) : (byte)0xFF;
            }

            Write(packet, 0, marker: tick == 0);
            _socket.SendTo(packet, _peer!);
            _timestamp += 160;
            Pace();
        }
    });

    public void Dispose()
    {
        _off = true;
        _listening.Join();
        _socket.Dispose();
        Ear.Close();
    }

    /// <summary>The next 20 ms by the clock: packets are sent as a telephone sends them.</summary>
    private long _due;

    private void Pace()
    {
        var now = Stopwatch.GetTimestamp();
        _due = Math.Max(_due, now - (long)(100 * TicksPerMs)) + (long)(20 * TicksPerMs);
        SpinWait.SpinUntil(() => Stopwatch.GetTimestamp() >= _due, 40);
    }

    private void Write(Span<byte> packet, byte type, bool marker)
    {
        packet[0] = 0x80;
        packet[1] = (byte)(type | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], _timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], 0x12345678);
    }

    private void Listen()
    {
        var buffer = new byte[2048];
        while (!_off)
        {
            int length;
            try
            {
                length = _socket.Receive(buffer);
            }
            catch (SocketException)
            {
                // Nothing for a while: is the phone still on?
                continue;
            }

            if (length > 12 && (buffer[1] & 0x7F) == 0)
            {
                Ear.Take(buffer.AsSpan(12, length - 12));
            }
        }
    }
}
