using System.Net.Sockets;
using System.Text;

namespace SupportLine.Server.Control;

/// <summary>
/// The file by which commands on this machine reach a running service (<c>Control:Socket</c>). Who may open the file may look:
/// it is its owner's alone.
/// </summary>
internal static class ControlSocket
{
    /// <summary>Octets of a path that the system takes (unix(7): 108 with the final zero).</summary>
    private const int LongestPath = 107;

    /// <summary>The file beside a store: the SQLite file's name with another ending, or one in the folder the service works in.</summary>
    /// <param name="storage"><c>Storage:Connection</c>.</param>
    public static string Beside(string storage) =>
        Path.GetFullPath(storage.Contains('=', StringComparison.Ordinal) ? "supportline.sock" : Path.ChangeExtension(storage, ".sock"));

    /// <summary>Opens it for a service: nobody else may reach it, and a file that a dead service left behind makes way.</summary>
    /// <exception cref="IOException">It cannot be; the message says why.</exception>
    public static Socket Listen(string path)
    {
        Check(path);
        if (File.Exists(path))
        {
            if (IsAlive(path)) throw new IOException($"a running service answers at {path} already; name another file, or off");
            File.Delete(path);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Not yet listening: nobody has been let in before the permissions stand.
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"{path} cannot be made: {e.Message}; name a file in a folder that the service may write to, or off", e);
        }
    }

    /// <summary>Connects to the service behind it.</summary>
    /// <exception cref="IOException">None is there, or it may not be reached; the message says which.</exception>
    public static async Task<NetworkStream> ConnectAsync(string path, CancellationToken ct)
    {
        Check(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException(
                e.SocketErrorCode == SocketError.AccessDenied ? $"{path} is not yours to open: run this as the user whose service it is" : $"no service runs here: nothing answers at {path}", e);
        }
    }

    private static void Check(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) is > LongestPath and var length)
        {
            throw new IOException($"the path {path} has {length} octets, and a socket's has room for {LongestPath}; name a shorter one");
        }
    }

    private static bool IsAlive(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException e)
        {
            // A file that is not ours to open is somebody's who lives.
            return e.SocketErrorCode == SocketError.AccessDenied;
        }
    }
}
