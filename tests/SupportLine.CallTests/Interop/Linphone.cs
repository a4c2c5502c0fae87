using System.Diagnostics;
using System.Net;
using System.Threading.Channels;
using SupportLine.CallTests.Phones;

namespace SupportLine.CallTests.Interop;

/// <summary>A running linphonec that is told what to do by its standard input, says a file and writes what it hears.</summary>
internal sealed class Linphone : ISoftphone
{
    /// <summary>Those it has beside the one that is asked for; each is put off by name.</summary>
    private static readonly (string Name, int Rate)[] Codecs =
        [("opus", 48000), ("speex", 16000), ("speex", 8000), ("PCMU", 8000), ("PCMA", 8000), ("GSM", 8000), ("G722", 8000), ("G729", 8000)];

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();
    private readonly Task _output;

    private Linphone(DirectoryInfo folder, Process process)
    {
        _folder = folder;
        _process = process;
        _output = Task.WhenAll(ListenAsync(), process.StandardError.ReadToEndAsync());
    }

    private string Heard => Path.Combine(_folder.FullName, "heard.wav");

    /// <param name="codec">The only one it offers.</param>
    /// <param name="isEncrypted">Whether it insists on SRTP.</param>
    /// <param name="account">Where it registers; null for nowhere.</param>
    /// <param name="takesCalls">Whether it answers by itself.</param>
    /// <param name="says">The prompt that it says over and over; a tone where there is none.</param>
    public static async Task<Linphone> StartAsync(
        string codec, bool isEncrypted, (string Name, string Password, IPEndPoint Registrar)? account = null, bool takesCalls = false, string? says = null)
    {
        var folder = Directory.CreateTempSubdirectory("linphone");
        var configuration = Path.Combine(folder.FullName, "linphonerc");
        var said = Path.Combine(folder.FullName, "said.wav");
        await File.WriteAllTextAsync(configuration, Configuration(codec, isEncrypted, account));
        await File.WriteAllBytesAsync(said, PeerSound.Of(says));

        // What it would keep of a user lies in a home of its own.
        Directory.CreateDirectory(Path.Combine(folder.FullName, ".local", "share", "linphone"));
        var start = new ProcessStartInfo("linphonec", ["-c", configuration, .. takesCalls ? ["-a"] : Array.Empty<string>()])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.FullName;
        var phone = new Linphone(folder, Process.Start(start)!);
        await phone.DoAsync("ipv6 disable");
        await phone.DoAsync("soundcard use files");
        await phone.DoAsync($"record {phone.Heard}");
        await phone.DoAsync($"play {said}");
        return phone;
    }

    public async Task DoAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
    }

    public async Task AnswersAsync()
    {
        await SaysAsync("incoming call");
        await DoAsync("answer");
    }

    public async Task DeclinesAsync()
    {
        await SaysAsync("incoming call");
        await HangsUpAsync();
    }

    public Task DialsAsync(string address) => DoAsync($"call {address}");

    /// <summary>A line of keys is pressed, one after the other.</summary>
    public Task PressesAsync(string keys) => DoAsync(keys);

    public Task FallsSilentAsync() => DoAsync("mute");

    public Task TransfersAsync(string address) => DoAsync($"transfer {address}");

    public Task HangsUpAsync() => DoAsync("terminate");

    public Task IsLeftAsync() => SaysAsync(" ended (");

    /// <summary>Hangs up and quits.</summary>
    public async Task QuitAsync()
    {
        await DoAsync("terminate");
        await DoAsync("quit");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        await _output;
    }

    /// <summary>What it wrote of what it heard, once it has quit: 16 bit, at 8 kHz.</summary>
    public Task<short[]> HeardAsync() => PeerSound.ReadAsync(Heard);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Waits until it has printed that.</summary>
    private async Task SaysAsync(string words)
    {
        using var patience = new CancellationTokenSource(Phone.Patience);
        while (!(await _said.Reader.ReadAsync(patience.Token)).Contains(words, StringComparison.Ordinal))
        {
        }
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) _said.Writer.TryWrite(line);
        _said.Writer.TryComplete();
    }

    private static string Configuration(string codec, bool isEncrypted, (string Name, string Password, IPEndPoint Registrar)? account)
    {
        var codecs = string.Join('\n', Codecs.Select((each, i) =>
            $"[audio_codec_{i}]\nmime={each.Name}\nrate={each.Rate}\nenabled={(each.Name == codec ? 1 : 0)}\n"));
        var registers = account is not var (name, password, registrar) ? "" : $"""
            [proxy_0]
            reg_proxy=<sip:{registrar}>
            reg_identity=sip:{name}@{registrar}
            reg_expires=600
            reg_sendregister=1
            [auth_info_0]
            username={name}
            passwd={password}
            """;
        return $"""
            [sip]
            default_proxy={(account is null ? -1 : 0)}
            sip_port={Programs.FreePort()}
            sip_tcp_port=0
            sip_tls_port=0
            media_encryption={(isEncrypted ? "srtp" : "none")}
            media_encryption_mandatory={(isEncrypted ? 1 : 0)}
            [rtp]
            audio_rtp_port=-1
            [sound]
            echocancellation=0
            [video]
            display=0
            capture=0
            {codecs}
            {registers}
            """;
    }
}
