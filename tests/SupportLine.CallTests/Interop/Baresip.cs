using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupportLine.CallTests.Interop;

/// <summary>A running baresip that is told what to do through its ctrl_tcp.</summary>
internal sealed class Baresip : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly TcpClient _console;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private Baresip(DirectoryInfo folder, Process process, TcpClient console)
    {
        _folder = folder;
        _process = process;
        _console = console;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public string Folder => _folder.FullName;

    /// <param name="more">Further lines of its configuration.</param>
    /// <param name="account">Its account; registers nowhere unless told otherwise.</param>
    public static async Task<Baresip> StartAsync(
        string more, string account = "<sip:+528183459999@127.0.0.1>;regint=0;audio_codecs=PCMU;dtmfmode=rtpevent")
    {
        var folder = Directory.CreateTempSubdirectory("baresip");
        var control = Programs.FreePort();
        await ConfigureAsync(folder, control, more, account);
        var process = Programs.Start("baresip", folder.FullName, "-f", folder.FullName, "-t", "150");
        return new Baresip(folder, process, await ConnectAsync(control));
    }

    /// <summary>A command as ctrl_tcp takes it, a netstring of JSON; returns once baresip has answered it.</summary>
    public async Task DoAsync(string command, string parameters)
    {
        var json = $$"""{"command":"{{command}}","params":"{{parameters}}"}""";
        await _console.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{json.Length}:{json},")));
        await HearAsync("\"response\":true");
    }

    /// <summary>Waits until an event of that type has come.</summary>
    public async Task<string> HearAsync(string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var heard = new StringBuilder();
        var buffer = new byte[4096];
        while (!heard.ToString().Contains(what, StringComparison.Ordinal))
        {
            heard.Append(Encoding.ASCII.GetString(buffer, 0, await _console.GetStream().ReadAsync(buffer, patience.Token)));
        }

        return heard.ToString();
    }

    /// <summary>What it wrote of what it heard, once it has quit: 16 bit, at 8 kHz.</summary>
    public Task<short[]> HeardAsync() => PeerSound.ReadAsync(Directory.EnumerateFiles(Folder, "*-dec.wav").Single());

    public async Task QuitAsync()
    {
        await DoAsync("quit", "");
        await _process.WaitForExitAsync();
        await Task.WhenAll(_output, _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _console.Dispose();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task ConfigureAsync(DirectoryInfo folder, int control, string more, string account)
    {
        // Forty seconds of a tone: what the caller says.
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "in.wav"), PeerSound.Tone(TimeSpan.FromSeconds(40)));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "config"), $"""
            sip_listen 127.0.0.1:0
            audio_player aufile,{folder.FullName}/out.wav
            audio_source aufile,{folder.FullName}/in.wav
            audio_alert aufile,{folder.FullName}/alert.wav
            module_path /usr/lib/baresip/modules
            module g711.so
            module aufile.so
            module sndfile.so
            snd_path {folder.FullName}
            module_app account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen 127.0.0.1:{control}
            {more}

            """);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "accounts"), account + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "contacts"), "\n");
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return client;
            }
            catch (SocketException)
            {
                client.Dispose();
                await again.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
