using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Rtp.Srtp;
using SupportLine.Telephony.Sdp;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>The far end of a media session: a UDP socket that offers, sends what it is told and keeps what it hears.</summary>
internal sealed class Phone : IDisposable
{
    private const ushort FirstSequence = 100;

    /// <summary>From the phone to itself: shorter than any packet.</summary>
    private static readonly byte[] Mark = [0];

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();
    private readonly Channel<byte[]> _reports = Channel.CreateUnbounded<byte[]>();
    private readonly CancellationTokenSource _over = new(TimeSpan.FromSeconds(60));
    private readonly Lock _agreeing = new();
    private readonly Task _listening;
    private volatile TaskCompletionSource? _reached;
    private SrtpReceiver? _opens;
    private SrtpReceiver? _opensNext;
    private bool _isOpen;
    private Heard? _opening;

    /// <param name="session">Ours.</param>
    /// <param name="media">What follows the port in its first offer.</param>
    /// <param name="opening">Made of our answer, reads what is heard; null where it comes in clear.</param>
    public Phone(
        MediaSession session, string media = "RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=rtcp-mux\r\n", Func<string, SrtpReceiver>? opening = null)
    {
        Session = session;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.ReceiveBufferSize = 1 << 20;
        var answer = Offer(media);
        _opens = opening?.Invoke(answer);
        _listening = ListenAsync();
    }

    public MediaSession Session { get; }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public ushort Sequence { get; set; } = FirstSequence;

    public uint Timestamp { get; set; } = 8000;

    public uint Ssrc { get; set; } = 0x1234;

    /// <summary>Protects what is sent; null sends in clear.</summary>
    public SrtpSender? Sealing { get; set; }

    public static TimeSpan Patience => TimeSpan.FromSeconds(20);

    /// <summary>Offers, from this phone's address unless another port is named, and returns our answer.</summary>
    /// <param name="media">What follows the port.</param>
    /// <param name="port">Another port.</param>
    /// <param name="address">Another address.</param>
    /// <param name="from">Where the offer itself comes from.</param>
    public string Offer(string media, int? port = null, string address = "127.0.0.1", string from = "127.0.0.1")
    {
        var offer = $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\nm=audio {port ?? Port} {media}";
        Assert.True(Session.TryAnswer(new SessionText(Encoding.ASCII.GetBytes(offer)), new IPEndPoint(IPAddress.Parse(from), 5060), out var answer));
        return Encoding.ASCII.GetString(answer);
    }

    /// <summary>Offers another key, and reads what it hears by what is made of our answer, from the first such packet on.</summary>
    public SrtpReceiver OfferKey(string media, Func<string, SrtpReceiver> opening)
    {
        lock (_agreeing)
        {
            return _opensNext = opening(Offer(media));
        }
    }

    /// <summary>Sends one packet of audio and moves on by its length.</summary>
    public void Talk(byte[] payload, byte type = 0)
    {
        SendAt(type, Sequence++, Timestamp, payload);
        Timestamp += (uint)payload.Length;
    }

    /// <summary>Presses a key by RFC 4733.</summary>
    public void Press(char key)
    {
        foreach (var payload in EventPacket.Press(DtmfSender.Keys.IndexOf(key, StringComparison.Ordinal)))
        {
            SendAt(101, Sequence++, Timestamp, payload);
        }

        Timestamp += 1280;
    }

    public void SendAt(byte type, ushort sequence, uint timestamp, byte[] payload)
    {
        var packet = new byte[12 + payload.Length + SrtpSender.Overhead];
        packet[0] = 0x80;
        packet[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), Ssrc);
        payload.CopyTo(packet, 12);
        var length = 12 + payload.Length;
        Send(packet[..(Sealing?.Protect(packet, length) ?? length)]);
    }

    /// <summary>Port that what it says goes to; the session's own where nothing lies between.</summary>
    public int? Through { get; set; }

    public void Send(byte[] datagram) => _socket.SendTo(datagram, new IPEndPoint(IPAddress.Loopback, Through ?? Session.Local.Port));

    /// <summary>The next packet heard.</summary>
    public async Task<Heard> HearAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _heard.Reader.ReadAsync(patience.Token);
    }

    /// <summary>So many packets, one after the other.</summary>
    public async Task<List<Heard>> HearAsync(int count)
    {
        var heard = new List<Heard>();
        while (heard.Count < count)
        {
            heard.Add(await HearAsync());
        }

        return heard;
    }

    /// <summary>Listens until a packet is as it should be.</summary>
    public async Task<Heard> HearUntilAsync(Func<Heard, bool> isIt)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "it was never heard");
            var heard = await HearAsync();
            if (isIt(heard))
            {
                return heard;
            }
        }
    }

    /// <summary>What has come by now and was not looked at yet: all of it, however long ago the one who listens was scheduled last.</summary>
    public async Task<List<Heard>> HeardSoFarAsync()
    {
        var reached = _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _socket.SendTo(Mark, _socket.LocalEndPoint!);
        await reached.Task.WaitAsync(Patience);
        var heard = new List<Heard>();
        while (_heard.Reader.TryRead(out var packet))
        {
            heard.Add(packet);
        }

        return heard;
    }

    /// <summary>Waits until all that was sent has been taken.</summary>
    public Task HeardByAsync() => HeardSoManyAsync((ushort)(Sequence - FirstSequence));

    /// <summary>Waits until so many packets have been taken.</summary>
    public Task HeardSoManyAsync(int packets) => MediaRig.UntilAsync(this, () => Session.Quality.PacketsReceived >= packets);

    /// <summary>The next report.</summary>
    public async Task<byte[]> ReportAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _reports.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Goes; once is enough.</summary>
    public void Dispose()
    {
        if (!_listening.IsCompleted)
        {
            _over.Cancel();
            _socket.Dispose();
            _listening.GetAwaiter().GetResult();
            _over.Dispose();
        }
    }

    /// <summary>Length in clear; what comes in clear where nothing was agreed otherwise is taken as it is.</summary>
    private int Open(Span<byte> packet)
    {
        lock (_agreeing)
        {
            if (_opens is not { } opening) return packet.Length;
            if (TryOpen(opening, packet, out var length) || (_opensNext is { } next && TryOpen(next, packet, out length))) return length;
        }

        var why = new InvalidOperationException("what came was not protected by the agreed key");
        _heard.Writer.TryComplete(why);
        throw why;
    }

    private static bool TryOpen(SrtpReceiver opening, Span<byte> packet, out int length) =>
        packet[1] is >= 192 and <= 223 ? opening.TryUnprotectReport(packet, out length) : opening.TryUnprotect(packet, out length);

    /// <summary>
    /// Where nothing is asked of a leg within its first turn, a packet of silence opens the way: no part of what it says, which
    /// begins with a marker of its own.
    /// </summary>
    private void Keep(Heard heard)
    {
        if (!_isOpen && IsSilence(heard))
        {
            _isOpen = true;
            _opening = heard;
            return;
        }

        if (_opening is { } opening && !heard.Marker)
        {
            _heard.Writer.TryWrite(opening);
        }

        _isOpen = true;
        _opening = null;
        _heard.Writer.TryWrite(heard);
    }

    private static bool IsSilence(Heard heard)
    {
        var codec = (Codec)heard.Type;
        if (codec is not (Codec.Pcmu or Codec.Pcma or Codec.G722))
        {
            return false;
        }

        var silence = new byte[heard.Payload.Length];
        codec.Hush(silence);
        return heard.Payload.AsSpan().SequenceEqual(silence);
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[2048];
        while (!_over.IsCancellationRequested)
        {
            int length;
            try
            {
                length = await _socket.ReceiveAsync(buffer, SocketFlags.None, _over.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            var packet = buffer.AsSpan(0, length);
            if (packet.Length == Mark.Length)
            {
                _reached?.TrySetResult();
                continue;
            }

            packet = packet[..Open(packet)];
            if (packet[1] is >= 192 and <= 223)
            {
                _reports.Writer.TryWrite(packet.ToArray());
                continue;
            }

            Keep(new Heard(
                (byte)(packet[1] & 0x7F),
                (packet[1] & 0x80) != 0,
                BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
                BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
                BinaryPrimitives.ReadUInt32BigEndian(packet[8..]),
                packet[12..].ToArray()));
        }
    }
}
