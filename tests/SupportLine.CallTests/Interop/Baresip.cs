using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using SupportLine.CallTests.Phones;

namespace SupportLine.CallTests.Interop;

/// <summary>A running baresip that is told what to do through its ctrl_tcp.</summary>
internal sealed class Baresip : ISoftphone
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly TcpClient _console;
    private readonly Channel<string> _responses = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly Task _listening;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private Baresip(DirectoryInfo folder, Process process, TcpClient console)
    {
        _folder = folder;
        _process = process;
        _console = console;
        _listening = ListenAsync();
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public string Folder => _folder.FullName;

    /// <param name="more">Further lines of its configuration.</param>
    /// <param name="account">Its account; registers nowhere unless told otherwise.</param>
    /// <param name="says">The prompt that it says over and over; a tone where there is none.</param>
    public static async Task<Baresip> StartAsync(
        string more, string account = "<sip:+528183459999@127.0.0.1>;regint=0;audio_codecs=PCMU;dtmfmode=rtpevent", string? says = null)
    {
        var folder = Directory.CreateTempSubdirectory("baresip");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "in.wav"), PeerSound.Of(says));
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
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _responses.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Waits for the next event of that type.</summary>
    public async Task HearAsync(string type)
    {
        using var patience = new CancellationTokenSource(Phone.Patience);
        while (!(await _events.Reader.ReadAsync(patience.Token)).Contains($"\"{type}\"", StringComparison.Ordinal))
        {
        }
    }

    public async Task AnswersAsync()
    {
        await HearAsync("CALL_INCOMING");
        await DoAsync("accept", "");
    }

    public async Task DeclinesAsync()
    {
        await HearAsync("CALL_INCOMING");
        await HangsUpAsync();
    }

    public Task DialsAsync(string address) => DoAsync("dial", address);

    public async Task PressesAsync(string keys)
    {
        foreach (var key in keys) await DoAsync("sndcode", key.ToString());
    }

    public Task FallsSilentAsync() => DoAsync("mute", "");

    public Task TransfersAsync(string address) => DoAsync("transfer", address);

    public Task HangsUpAsync() => DoAsync("hangup", "");

    public Task IsLeftAsync() => HearAsync("CALL_CLOSED");

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
        await _listening;
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task ConfigureAsync(DirectoryInfo folder, int control, string more, string account)
    {
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

    /// <summary>Takes netstrings of JSON apart, until the console closes.</summary>
    private async Task ListenAsync()
    {
        var buffer = new byte[4096];
        var text = "";
        try
        {
            while (await _console.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                text += Encoding.Latin1.GetString(buffer, 0, read);
                while (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                    && int.Parse(text[..colon], CultureInfo.InvariantCulture) is var length && text.Length > colon + length + 1)
                {
                    var told = text.Substring(colon + 1, length);
                    text = text[(colon + length + 2)..];
                    (told.Contains("\"response\":true", StringComparison.Ordinal) ? _responses : _events).Writer.TryWrite(told);
                }
            }
        }
        catch (IOException)
        {
            // It has quit, or was ended.
        }

        _responses.Writer.TryComplete();
        _events.Writer.TryComplete();
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
