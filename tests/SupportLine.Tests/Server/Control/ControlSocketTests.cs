using System.Net.Sockets;
using SupportLine.Server.Control;

namespace SupportLine.Tests.Server.Control;

public sealed class ControlSocketTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("control");

    private string Path => System.IO.Path.Combine(_folder.FullName, "supportline.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_is_its_owners_alone()
    {
        using var socket = ControlSocket.Listen(Path);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void A_file_that_a_dead_service_left_makes_way_and_a_living_ones_does_not()
    {
        File.WriteAllText(Path, "");
        using var socket = ControlSocket.Listen(Path);
        socket.Listen();
        var refused = Assert.Throws<IOException>(() => ControlSocket.Listen(Path));
        Assert.Contains("answers at", refused.Message, StringComparison.Ordinal);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Path));
    }

    [Fact]
    public async Task Where_no_service_runs_that_is_said()
    {
        var refused = await Assert.ThrowsAsync<IOException>(() => ControlSocket.ConnectAsync(Path, default));
        Assert.StartsWith("no service runs here", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_no_socket_can_have_is_refused_with_its_length()
    {
        var refused = Assert.Throws<IOException>(() => ControlSocket.Listen($"/tmp/{new string('p', 120)}"));
        Assert.Contains("125 octets", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/var/lib/supportline/site.db", "/var/lib/supportline/site.sock")]
    [InlineData("/tmp/store", "/tmp/store.sock")]
    public void It_lies_beside_the_store(string storage, string socket) => Assert.Equal(socket, ControlSocket.Beside(storage));
}
