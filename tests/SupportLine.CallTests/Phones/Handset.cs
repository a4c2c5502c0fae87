using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace SupportLine.CallTests.Phones;

/// <summary>
/// A telephone that is rung again and again, each ring a leg of its own, and that keeps to the letter of RFC 3261 as one who is
/// called: its answers are sent again until they are acknowledged, and a call that nobody acknowledges it ends by itself.
/// </summary>
internal sealed class Handset : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _off = new();
    private readonly Channel<HandsetLeg> _rings = Channel.CreateUnbounded<HandsetLeg>();
    private readonly ConcurrentDictionary<string, HandsetLeg> _legs = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _marks = new();
    private readonly Task _listening;

    public Handset()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listening = Task.Run(ListenAsync);
    }

    public IPEndPoint Listening => (IPEndPoint)_socket.LocalEndPoint!;

    public string Address => $"sip:phone@{Listening}";

    /// <summary>All it was ever rung for.</summary>
    public IEnumerable<HandsetLeg> Legs => _legs.Values;

    /// <summary>Told of each message that came or went, by what it was.</summary>
    public Action<string> Told { get; set; } = _ => { };

    /// <summary>Told of a leg before it says that it rings.</summary>
    public Action<HandsetLeg> Rung { get; set; } = _ => { };

    /// <summary>The next time that it is rung.</summary>
    public async Task<HandsetLeg> RingsAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Phone.Patience);
        return await _rings.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Waits until it has taken all that was sent to it before: a mark of its own lies behind that.</summary>
    public async Task RestsAsync()
    {
        var (mark, taken) = (Guid.NewGuid().ToString("N"), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _marks[mark] = taken;
        _socket.SendTo(Encoding.UTF8.GetBytes(mark), Listening);
        await taken.Task.WaitAsync(Phone.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await _listening;
        foreach (var leg in Legs) await leg.DisposeAsync();
        _socket.Dispose();
        _off.Dispose();
    }

    internal void Send(string message, IPEndPoint to)
    {
        _socket.SendTo(Encoding.UTF8.GetBytes(message), to);
        Told(message.StartsWith("SIP/2.0", StringComparison.Ordinal) ? $"{message.AsSpan(8, 3)} to {SipText.Header(message, "CSeq")!.Split(' ')[1]}" : message.Split(' ')[0]);
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[8192];
        while (!_off.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _off.Token);
                Take(Encoding.UTF8.GetString(buffer, 0, received.ReceivedBytes), (IPEndPoint)received.RemoteEndPoint);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A service that was killed: its port is closed, and says so (ICMP).
            }
        }
    }

    private void Take(string message, IPEndPoint from)
    {
        if (_marks.TryRemove(message, out var mark)) mark.SetResult();

        // A port that another telephone had may still be sent its last messages.
        if (SipText.Header(message, "Call-ID") is not { } callId) return;
        Told(message.Split("\r\n")[0].Split(' ')[0] + " came");
        if (_legs.TryGetValue(callId, out var leg))
        {
            leg.Take(message);
        }
        else if (message.StartsWith("INVITE ", StringComparison.Ordinal))
        {
            leg = new HandsetLeg(this, message, from);
            _legs[callId] = leg;
            Rung(leg);
            leg.Ring();
            _rings.Writer.TryWrite(leg);
        }
        else if (!message.StartsWith("ACK ", StringComparison.Ordinal) && !message.StartsWith("SIP/2.0", StringComparison.Ordinal))
        {
            Send(SipText.Response(message, 481, "gone", Address, null), from);
        }
    }
}
