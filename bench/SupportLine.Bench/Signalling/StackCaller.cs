using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupportLine.Bench.Signalling;

/// <summary>
/// Phones as fast as it is answered: INVITE, and at the 200 ACK and BYE, so many calls at once by one socket. An echo sends
/// its own requests back to it: the third INVITE stands for the 200.
/// </summary>
internal sealed class StackCaller : IDisposable
{
    /// <summary>Calls at once.</summary>
    private const int Together = 64;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _received = new byte[ushort.MaxValue];
    private readonly int[] _echoes = new int[Together];
    private readonly int _port;
    private long _calls;

    public StackCaller(int port)
    {
        _socket.ReceiveBufferSize = _socket.SendBufferSize = 4 * 1024 * 1024;
        _socket.ReceiveTimeout = 2000;
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        _port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    /// <summary>Calls that were set up and ended within that time.</summary>
    /// <exception cref="SocketException">Nothing came for two seconds.</exception>
    public long Run(TimeSpan time)
    {
        var end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        var (done, under) = (0L, Together);
        for (var line = 0; line < Together; line++) Invite(line);
        while (under > 0)
        {
            var message = _received.AsSpan(0, _socket.Receive(_received));
            var line = LineOf(message);
            if (IsAnswered(message, line))
            {
                Send("ACK", line, message, "");
                Send("BYE", line, message, "");
            }
            else if (IsOver(message))
            {
                done++;
                if (Environment.TickCount64 < end) Invite(line);
                else under--;
            }
        }

        return done;
    }

    public void Dispose() => _socket.Dispose();

    private bool IsAnswered(ReadOnlySpan<byte> message, int line) => message.StartsWith("SIP/2.0 200"u8)
        ? message.IndexOf("CSeq: 1 INVITE"u8) >= 0
        : message[0] == 'I' && ++_echoes[line] == 3;

    private static bool IsOver(ReadOnlySpan<byte> message) => message[0] == 'B' || (message.StartsWith("SIP/2.0 200"u8) && message.IndexOf("CSeq: 2 BYE"u8) >= 0);

    /// <summary>Which of the calls at once it is: the Call-ID begins with it.</summary>
    private static int LineOf(ReadOnlySpan<byte> message)
    {
        var id = message[(message.IndexOf("Call-ID: "u8) + 9)..];
        return Utf8Parser.TryParse(id, out int line, out _) ? line : throw new InvalidOperationException("an answer to nothing");
    }

    private void Invite(int line)
    {
        _calls++;
        _echoes[line] = 0;
        Send("INVITE", line, [], UsualInvite.Offer);
    }

    private void Send(string method, int line, ReadOnlySpan<byte> answer, string body)
    {
        // The tag and the call's number stand in what came; of an echo too.
        var to = answer.IsEmpty ? "To: <sip:5000@127.0.0.1>" : Line(answer, "To: "u8);
        var id = answer.IsEmpty ? $"Call-ID: {line}-{_calls}-{_port}" : Line(answer, "Call-ID: "u8);
        var cseq = method == "BYE" ? 2 : 1;
        var type = body.Length > 0 ? "Content-Type: application/sdp\r\n" : "";
        var message = $"{method} sip:5000@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{_port};branch=z9hG4bK{method}{id[9..]}\r\nMax-Forwards: 70\r\n"
            + $"From: \"Ana Torres\" <sip:+528183450101@carrier.example>;tag=8a7f21c0\r\n{to}\r\n{id}\r\nCSeq: {cseq} {method}\r\n"
            + $"Contact: <sip:+528183450101@127.0.0.1:{_port}>\r\n{type}Content-Length: {body.Length}\r\n\r\n{body}";
        _socket.Send(Encoding.ASCII.GetBytes(message));
    }

    private static string Line(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        var line = message[message.IndexOf(name)..];
        return Encoding.ASCII.GetString(line[..line.IndexOf((byte)'\r')]);
    }
}
