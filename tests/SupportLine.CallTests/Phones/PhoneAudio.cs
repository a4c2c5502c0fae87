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
    private const int Header = 12;
    private const int Samples = 160;
    private const string Keys = "0123456789*#";

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
    private readonly Lock _lock = new();
    private readonly Queue<Action> _due = [];
    private readonly byte[] _received = new byte[2048];
    private readonly bool _listens;
    private IPEndPoint? _peer;
    private ushort _sequence = 1;
    private uint _timestamp = 1000;

    /// <param name="listens">Whether what comes is kept for the ear; where hundreds of talks are not listened to, it is only taken.</param>
    public PhoneAudio(bool listens = true)
    {
        _listens = listens;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        PhonePump.Add(this);
    }

    /// <summary>What is heard.</summary>
    public Ear Ear { get; } = new();

    /// <summary>When the first packet of the last key went, as a <see cref="Stopwatch"/> timestamp; 0 before any.</summary>
    public long KeyedAt { get; private set; }

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
    public Task PressAsync(string keys, bool lossy)
    {
        var ticks = new List<Action>();
        foreach (var code in keys.Select(key => (byte)Keys.IndexOf(key, StringComparison.Ordinal)))
        {
            for (var i = 1; i <= 6; i++)
            {
                var step = i;
                ticks.Add(() => SendEvent(code, step, lossy));
            }

            ticks.Add(() => _timestamp += Samples * 8);
            ticks.Add(Nothing);
        }

        return SendAsync(ticks);
    }

    /// <summary>A voice-like sound: noise whose loudness comes and goes like syllables.</summary>
    public Task SpeakAsync(TimeSpan time)
    {
        var random = new Random(7);
        return SendAsync(Enumerable.Range(0, (int)(time.TotalMilliseconds / 20)).Select(tick => new Action(() => SendVoice(random, tick))));
    }

    /// <summary>Says it, in packets of 20 ms.</summary>
    public Task SayAsync(byte[] codes) => SendAsync(codes.Chunk(Samples).Where(chunk => chunk.Length == Samples)
        .Select((chunk, tick) => new Action(() => SendCodes(chunk, marker: tick == 0))));

    public void Dispose()
    {
        PhonePump.Remove(this);
        _socket.Dispose();
        Ear.Close();
    }

    /// <summary>20 ms of this phone's life.</summary>
    internal void Tick()
    {
        Action? due;
        lock (_lock)
        {
            _due.TryDequeue(out due);
        }

        due?.Invoke();
        while (_socket.Available > 0)
        {
            var length = _socket.Receive(_received, SocketFlags.None, out var error);
            if (_listens && error == SocketError.Success && length > Header && (_received[1] & 0x7F) == 0)
            {
                Ear.Take(_received.AsSpan(Header, length - Header));
            }
        }
    }

    private static void Nothing()
    {
    }

    private Task SendAsync(IEnumerable<Action> ticks)
    {
        if (_peer is null)
        {
            throw new InvalidOperationException("This phone is in no call.");
        }

        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            foreach (var tick in ticks)
            {
                _due.Enqueue(tick);
            }

            _due.Enqueue(sent.SetResult);
        }

        return sent.Task;
    }

    private void SendEvent(byte code, int step, bool lossy)
    {
        if (step == 1) KeyedAt = Stopwatch.GetTimestamp();
        Span<byte> packet = stackalloc byte[Header + 4];
        packet[Header] = code;
        packet[Header + 1] = (byte)(10 | (step >= 4 ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet[(Header + 2)..], (ushort)(Samples * Math.Min(step, 4)));
        var sends = !lossy ? 1 : step <= 2 ? 0 : 2;
        for (var send = 0; send < sends; send++)
        {
            Send(packet, EventType, marker: step == 1);
        }
    }

    private void SendVoice(Random random, int tick)
    {
        Span<byte> packet = stackalloc byte[Header + Samples];
        var loud = tick % 12 < 9;
        for (var i = Header; i < packet.Length; i++)
        {
            packet[i] = loud ? (byte)((random.Next(2) * 0x80) + 0x10 + random.Next(0x20)) : (byte)0xFF;
        }

        Send(packet, 0, marker: tick == 0);
        _timestamp += Samples;
    }

    private void SendCodes(byte[] codes, bool marker)
    {
        Span<byte> packet = stackalloc byte[Header + Samples];
        codes.CopyTo(packet[Header..]);
        Send(packet, 0, marker);
        _timestamp += Samples;
    }

    private void Send(Span<byte> packet, byte type, bool marker)
    {
        packet[0] = 0x80;
        packet[1] = (byte)(type | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], _timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], 0x12345678);
        try
        {
            _socket.SendTo(packet, _peer!);
        }
        catch (SocketException)
        {
            // The far end closed its port a moment ago: what a telephone says into a dead line is lost.
        }
    }
}
