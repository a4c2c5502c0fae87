using System.Diagnostics;
using System.Globalization;
using MimeKit;
using SupportLine.Server.Settings;

namespace SupportLine.CallTests.Interop;

/// <summary>A running mail server (aiosmtpd), whose mailbox is a folder.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";
    private const string Module = "/usr/lib/python3/dist-packages/aiosmtpd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mailbox");
    private readonly OpensslCertificates? _certificates;
    private Process? _process;
    private Task<string> _errors = Task.FromResult("");

    private MailServer(OpensslCertificates? certificates) => _certificates = certificates;

    public int Port { get; } = Programs.FreePort();

    /// <summary>As a site is told of it: by STARTTLS and with an account where it has a certificate, else in clear.</summary>
    public MailSettings Settings => new(
        "127.0.0.1", Port, _certificates is null ? MailKit.Security.SecureSocketOptions.None : MailKit.Security.SecureSocketOptions.StartTls, new MailboxAddress("Soporte", "soporte@ipaxes.example"))
    {
        Username = _certificates is null ? null : "supportline",
        Password = _certificates is null ? null : "s3cret",
        AuthorityFile = _certificates?.Files.AuthorityFile,
        Timeout = TimeSpan.FromSeconds(30),
        Templates = Path.Combine(AppContext.BaseDirectory, "mails"),
    };

    /// <summary>Mails taken so far, in their order.</summary>
    public IReadOnlyList<MimeMessage> Mails => [.. _folder.GetFiles("*.eml").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => MimeMessage.Load(file.FullName))];

    /// <summary>Skips the test where the server is not installed.</summary>
    public static async Task<MailServer> MakeAsync(bool secure)
    {
        Skip.IfNot(Directory.Exists(Module), "aiosmtpd is not installed (Debian: python3-aiosmtpd)");
        return new MailServer(secure ? await OpensslCertificates.MakeAsync() : null);
    }

    /// <summary>Running, by STARTTLS and with an account, or in clear.</summary>
    public static async Task<MailServer> StartAsync(bool secure = true)
    {
        var server = await MakeAsync(secure);
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        string[] files = _certificates is null ? [] : [_certificates.Files.CertificateFile!, _certificates.Files.KeyFile!];
        _process = Programs.Start(Python, _folder.FullName, [Path.Combine(Programs.Folder("interop"), "smtp.py"), Port.ToString(CultureInfo.InvariantCulture), _folder.FullName, .. files]);
        _errors = _process.StandardError.ReadToEndAsync();
        if (await _process.StandardOutput.ReadLineAsync() != "ready") Assert.Fail($"the mail server did not start: {await _errors}");
    }

    /// <summary>From now on it takes what it was too busy for.</summary>
    public void CalmDown() => File.WriteAllText(Path.Combine(_folder.FullName, "calm"), "");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited) _process.Kill();
            await _process.WaitForExitAsync();
            await _errors;
            _process.Dispose();
        }

        _certificates?.Dispose();
        _folder.Delete(recursive: true);
    }
}
