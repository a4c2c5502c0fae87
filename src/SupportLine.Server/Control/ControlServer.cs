using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using SupportLine.Server.Hosting;

namespace SupportLine.Server.Control;

/// <summary>
/// What a running service tells commands beside it: HTTP over <see cref="ControlSocket"/>, a server of its own, so that none of it
/// can ever be asked for over the network.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _path;

    private ControlServer(WebApplication app, string path)
    {
        _app = app;
        _path = path;
    }

    /// <param name="path">Its file.</param>
    /// <param name="service">What it tells of.</param>
    /// <param name="loggers">For defects.</param>
    /// <exception cref="StartException">The file cannot be had.</exception>
    public static async Task<ControlServer> StartAsync(string path, SupportLineService service, ILoggerFactory loggers)
    {
        Socket socket;
        try
        {
            socket = ControlSocket.Listen(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"setting Control:Socket: {e.Message}", e);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(loggers);
        // The process ends when the service says so, not when this does.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path));
        builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = _ => socket);
        var app = builder.Build();
        app.MapTrace(service.Engine);
        app.MapLive(service.Live);
        app.MapDrill(service.Site, service.Drills);
        await app.StartAsync();
        return new ControlServer(app, path);
    }

    /// <summary>Whoever follows something is told the end; the file goes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        File.Delete(_path);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
