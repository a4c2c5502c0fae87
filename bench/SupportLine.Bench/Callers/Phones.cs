using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SupportLine.Bench.Capacity;

namespace SupportLine.Bench.Callers;

/// <summary>SIP as far as a caller needs it who is sure to be answered: INVITE, ACK, BYE.</summary>
internal sealed class Phones : IDisposable
{
    /// <summary>New calls a second.</summary>
    private const int Rate = 50;

    private const int Tries = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly EndPoint _server;
    private readonly int _mediaPort;
    private readonly string _own;
    private readonly Dictionary<int, string> _established = [];

    public Phones(int server, int mediaPort)
    {
        _server = new IPEndPoint(IPAddress.Loopback, server);
        _mediaPort = mediaPort;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.ReceiveBufferSize = 4 << 20;
        _own = _socket.LocalEndPoint!.ToString()!;
    }

    /// <summary>Places so many calls; how many were answered.</summary>
    public async Task<int> CallAsync(int calls, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var answering = AnswersAsync(over.Token);
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Rate));
        for (var i = 0; i < calls && await beat.WaitForNextTickAsync(ct); i++)
        {
            Invite(i);
        }

        using var patience = new PeriodicTimer(Patience);
        for (var tries = 0; tries < Tries && Count() < calls && await patience.WaitForNextTickAsync(ct); tries++)
        {
            foreach (var i in Enumerable.Range(0, calls).Where(i => !IsEstablished(i)))
            {
                Invite(i);
            }
        }

        await over.CancelAsync();
        await answering;
        return Count();
    }

    public void HangUp()
    {
        foreach (var (i, to) in _established)
        {
            Send(Request("BYE", i, 2, to, ""));
        }
    }

    public void Dispose() => _socket.Dispose();

    private int Count()
    {
        lock (_established)
        {
            return _established.Count;
        }
    }

    private bool IsEstablished(int call)
    {
        lock (_established)
        {
            return _established.ContainsKey(call);
        }
    }

    private void Invite(int call)
    {
        var sdp = string.Create(
            CultureInfo.InvariantCulture,
            $"v=0\r\no=- {call} 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 {StreamAddress.Of(call)}\r\nt=0 0\r\nm=audio {_mediaPort} RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n");
        Send(Request("INVITE", call, 1, "", sdp));
    }

    private async Task AnswersAsync(CancellationToken ct)
    {
        var buffer = new byte[4096];
        while (!ct.IsCancellationRequested)
        {
            int length;
            try
            {
                length = await _socket.ReceiveAsync(buffer, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var answer = Encoding.ASCII.GetString(buffer, 0, length);
            if (answer.StartsWith("SIP/2.0 200", StringComparison.Ordinal) && answer.Contains("CSeq: 1 INVITE", StringComparison.Ordinal))
            {
                var call = int.Parse(Header(answer, "Call-ID").Split('@')[0], CultureInfo.InvariantCulture);
                var to = Header(answer, "To");
                Send(Request("ACK", call, 1, to, ""));
                lock (_established)
                {
                    _established[call] = to;
                }
            }
        }
    }

    private static string Header(string message, string name)
    {
        var start = message.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase) + name.Length + 4;
        return message[start..message.IndexOf("\r\n", start, StringComparison.Ordinal)];
    }

    private string Request(string method, int call, int number, string to, string body)
    {
        to = to.Length == 0 ? "<sip:prompt@127.0.0.1>" : to;
        var type = body.Length == 0 ? "" : "Content-Type: application/sdp\r\n";
        var branch = string.Create(CultureInfo.InvariantCulture, $"z9hG4bK-{method}-{call}-{Environment.ProcessId}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{method} sip:prompt@{_server} SIP/2.0\r\nVia: SIP/2.0/UDP {_own};branch={branch}\r\nMax-Forwards: 70\r\nFrom: <sip:caller{call}@127.0.0.1>;tag={call}\r\nTo: {to}\r\nCall-ID: {call}@{Environment.ProcessId}\r\nCSeq: {number} {method}\r\nContact: <sip:caller{call}@{_own}>\r\n{type}Content-Length: {body.Length}\r\n\r\n{body}");
    }

    private void Send(string message) => _socket.SendTo(Encoding.ASCII.GetBytes(message), _server);
}
