using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>One TCP or TLS connection, opened by the peer or by us: a loop that reads, one that writes, and an end.</summary>
internal sealed partial class StreamConnection : IDisposable
{
    private const int MostWaiting = 1024;

    private static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastWordWithin = TimeSpan.FromSeconds(2);

    private readonly Channel<OutgoingMessage> _waiting = Channel.CreateBounded<OutgoingMessage>(MostWaiting);
    private readonly CancellationTokenSource _close = new();
    private readonly ConnectionUser _user;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private long _lastRead;
    private long _lastWrite;
    private long _messageBegan;
    private bool _isOpen;
    private volatile bool _hasSpoken;

    public StreamConnection(Flow flow, bool isInbound, ConnectionUser user, TimeProvider time, ILogger logger)
    {
        Flow = flow;
        IsInbound = isInbound;
        _user = user;
        _time = time;
        _logger = logger;
        _lastRead = _lastWrite = time.GetTimestamp();

        // Who connects has something to say: one that says nothing holds a place for no longer than half a message does.
        _messageBegan = isInbound ? _lastRead : 0;
    }

    public Flow Flow { get; }

    /// <summary>Whether the peer opened it.</summary>
    public bool IsInbound { get; }

    /// <summary>Whether the peer opened it and no message has come by it yet.</summary>
    public bool IsSilent => IsInbound && !_hasSpoken && !_close.IsCancellationRequested;

    /// <summary>Ends when both loops have and nothing is left of the connection.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <param name="open">Gives the stream, the TLS handshake done.</param>
    public void Start(Func<CancellationToken, Task<Stream>> open) => Completion = Task.Run(() => RunAsync(open));

    /// <summary>Puts a message behind those that wait; false when the connection is closing or does not keep up.</summary>
    public bool TrySend(OutgoingMessage message) => _waiting.Writer.TryWrite(message);

    public void Close()
    {
        _waiting.Writer.TryComplete();
        _close.Cancel();
    }

    /// <summary>The token source is left to the collector, as a sweep may still be closing what has just ended.</summary>
    public void Dispose() => Close();

    private async Task RunAsync(Func<CancellationToken, Task<Stream>> open)
    {
        try
        {
            // A peer that connects and says nothing holds nobody up but itself, and not for long.
            using var patience = new CancellationTokenSource(OpenWithin, _time);
            using var opening = CancellationTokenSource.CreateLinkedTokenSource(_close.Token, patience.Token);
            await using var stream = await open(opening.Token);
            _isOpen = true;
            var writing = WriteAsync(stream);
            await ReadAsync(stream);

            // What waits still goes out, the refusal of what could not be read first of all; but not for ever.
            _waiting.Writer.TryComplete();
            await Task.WhenAny(writing, Task.Delay(LastWordWithin, _time, _close.Token));
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            LogEnded(Flow.Name, Flow.Remote, e.Message);
        }
        catch (Exception e)
        {
            // The packet loop: one connection, whatever came by it, does not cost the others.
            LogDefect(e, Flow.Name, Flow.Remote);
        }
        finally
        {
            Close();
            _user.Closed(this);
            FailWaiting();
        }
    }

    private async Task WriteAsync(Stream stream)
    {
        try
        {
            await foreach (var message in _waiting.Reader.ReadAllAsync(_close.Token))
            {
                await stream.WriteAsync(message.Bytes, _close.Token);
                _lastWrite = _time.GetTimestamp();
            }
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The reading loop sees the same end; it only has to be woken.
            Close();
        }
    }

    private void FailWaiting()
    {
        while (_waiting.Reader.TryRead(out var message))
        {
            if (!_isOpen)
            {
                message.NotConnected?.Invoke();
            }
        }
    }

    [LoggerMessage(1010, LogLevel.Critical, "{Transport} connection with {Remote} could not be handled")]
    private partial void LogDefect(Exception e, string transport, System.Net.IPEndPoint remote);

    [LoggerMessage(1006, LogLevel.Debug, "{Transport} connection with {Remote} ended: {Why}")]
    private partial void LogEnded(string transport, System.Net.IPEndPoint remote, string why);
}
