using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace SupportLine.Telephony.Sip.Transport;

internal sealed partial class TransportLayer
{
    private ConnectionUser User => new(_admits, Deliver, Reject, _connections.Remove);

    private void Accept(TransportKind kind, IPEndPoint local, Socket socket)
    {
        var remote = socket.RemoteEndPoint as IPEndPoint;
        var admission = remote is null ? Admission.Silence : _admits(remote.Address);
        if (admission == Admission.Silence)
        {
            socket.Dispose();
            return;
        }

        var connection = new StreamConnection(new Flow(kind, local, remote!), isInbound: true, User, _options.Time, _logger);
        if (!_connections.TryAdd(connection, isKnown: admission == Admission.Known))
        {
            socket.Dispose();
            return;
        }

        connection.Start(ct => OpenAcceptedAsync(kind, socket, ct));
    }

    private async Task<Stream> OpenAcceptedAsync(TransportKind kind, Socket socket, CancellationToken ct)
    {
        Prepare(socket);
        var stream = new NetworkStream(socket, ownsSocket: true);
        return kind == TransportKind.Tls
            ? await SecureAsync(stream, secure => secure.AuthenticateAsServerAsync(_tls.ForAccepting(), ct))
            : stream;
    }

    private bool TryConnect(Flow flow, OutgoingMessage first)
    {
        var connection = new StreamConnection(flow, isInbound: false, User, _options.Time, _logger);
        connection.TrySend(first);
        if (!_connections.TryAdd(connection, isKnown: true))
        {
            return false;
        }

        connection.Start(ct => OpenOwnAsync(flow, ct));
        return true;
    }

    private async Task<Stream> OpenOwnAsync(Flow flow, CancellationToken ct)
    {
        var socket = new Socket(flow.Remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Prepare(socket);
            socket.Bind(new IPEndPoint(flow.Local.Address, 0));
            await socket.ConnectAsync(flow.Remote, ct);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }

        var stream = new NetworkStream(socket, ownsSocket: true);
        if (flow.Kind != TransportKind.Tls) return stream;
        try
        {
            return await SecureAsync(stream, secure => secure.AuthenticateAsClientAsync(_tls.ForConnecting(flow), ct));
        }
        catch (AuthenticationException e)
        {
            // Whoever sent gets no answer, and could not tell it from a server that is off.
            LogNotTrusted(flow.Host ?? HostText.Of(flow.Remote.Address), flow.Remote, e.Message);
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(NetworkStream stream, Func<SslStream, Task> handshake)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        var done = false;
        try
        {
            await handshake(secure);
            done = true;
            return secure;
        }
        finally
        {
            if (!done)
            {
                await secure.DisposeAsync();
            }
        }
    }

    private static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        KeepAlive.Set(socket);
    }

    [LoggerMessage(1012, LogLevel.Warning, "No TLS with {Host} at {Remote}: {Why}")]
    private partial void LogNotTrusted(string host, IPEndPoint remote, string why);
}
