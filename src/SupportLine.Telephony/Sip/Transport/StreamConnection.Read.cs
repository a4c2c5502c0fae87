using Microsoft.Extensions.Logging;

namespace SupportLine.Telephony.Sip.Transport;

internal sealed partial class StreamConnection
{
    /// <summary>A message begun, and the first of all, is whole by then: as long as its transaction would live (64*T1).</summary>
    private static readonly TimeSpan MessageWithin = TimeSpan.FromSeconds(32);

    /// <summary>Silence after which a connection is closed; peers behind a NAT send keep-alives more often (RFC 5626 section 4.4.1).</summary>
    private static readonly TimeSpan SilentAtMost = TimeSpan.FromMinutes(30);

    /// <summary>Silence after which we keep alive what we opened: below the shortest time-outs of NATs for TCP.</summary>
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(95);

    private static readonly byte[] PingBytes = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] PongBytes = "\r\n"u8.ToArray();

    /// <summary>Closes what has been silent, or within a message, for too long, and what a banned source holds. Called every few seconds.</summary>
    public void Sweep()
    {
        var began = Volatile.Read(ref _messageBegan);
        if (_user.Admits(Flow.Remote.Address) == Admission.Silence)
        {
            Close();
        }
        else if (began != 0 && _time.GetElapsedTime(began) > MessageWithin)
        {
            LogTooSlow(Flow.Name, Flow.Remote);
            Close();
        }
        else if (_time.GetElapsedTime(Math.Max(Volatile.Read(ref _lastRead), Volatile.Read(ref _lastWrite))) > SilentAtMost)
        {
            Close();
        }
        else if (!IsInbound && _isOpen && _time.GetElapsedTime(Volatile.Read(ref _lastWrite)) > PingAfter)
        {
            TrySend(new OutgoingMessage(PingBytes));
        }
    }

    private async Task ReadAsync(Stream stream)
    {
        var framer = new StreamFramer();
        while (await stream.ReadAsync(framer.Room(), _close.Token) is var count and > 0)
        {
            _lastRead = _time.GetTimestamp();
            framer.Advance(count);
            if (!TakeFrames(framer, count))
            {
                return;
            }

            if (!framer.IsWithinMessage)
            {
                _messageBegan = _hasSpoken ? 0 : _messageBegan;
            }
            else if (_messageBegan == 0)
            {
                _messageBegan = _lastRead;
            }
        }
    }

    /// <summary>False once the frame is lost.</summary>
    private bool TakeFrames(StreamFramer framer, int count)
    {
        while (true)
        {
            switch (framer.Next(out var message, out var reason))
            {
                case FrameKind.Message:
                    _hasSpoken = true;
                    _messageBegan = framer.IsWithinMessage ? _lastRead : 0;

                    // Whoever was banned since he connected is met with silence like any other.
                    if (_user.Admits(Flow.Remote.Address) == Admission.Silence) return false;
                    _user.Deliver(message!, Flow);
                    break;
                case FrameKind.Ping:
                    TrySend(new OutgoingMessage(PongBytes));
                    break;
                case FrameKind.Rejected:
                    _user.Reject(message, reason, count, Flow);
                    return false;
                default:
                    return true;
            }
        }
    }

    [LoggerMessage(1007, LogLevel.Debug, "{Transport} connection with {Remote} closed: a message was not whole in time")]
    private partial void LogTooSlow(string transport, System.Net.IPEndPoint remote);
}
