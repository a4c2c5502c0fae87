using System.Net;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>An authority and certificates as an operator makes them, with the openssl command.</summary>
internal sealed class OpensslCertificates : IDisposable
{
    /// <summary>The name that its certificates are for, beside loopback's address.</summary>
    public const string Name = "sip.example.com";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openssl");

    private OpensslCertificates()
    {
    }

    public TlsFiles Files => new(In("own.pem"), In("own.key")) { AuthorityFile = In("authority.pem") };

    /// <summary>A client's certificate and key in one file.</summary>
    public string ClientPem => In("client.pem");

    public static async Task<OpensslCertificates> MakeAsync()
    {
        var made = new OpensslCertificates();
        await made.RunAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=test authority", "-keyout", "authority.key", "-out", "authority.pem");
        await made.IssueAsync("first");
        await made.SignAsync("client", "client");
        await File.WriteAllTextAsync(made.ClientPem, await File.ReadAllTextAsync(made.In("client.key")) + await File.ReadAllTextAsync(made.In("client.crt")));
        return made;
    }

    /// <summary>A new certificate for the service, over the one before.</summary>
    public async Task IssueAsync(string name)
    {
        await SignAsync("new", name);
        File.Move(In("new.key"), In("own.key"), overwrite: true);
        File.Move(In("new.crt"), In("own.pem"), overwrite: true);
    }

    /// <summary>What openssl's client says of the certificate shown at an address.</summary>
    public Task<string> ShownByAsync(IPEndPoint address) =>
        RunAsync("s_client", "-connect", address.ToString(), "-CAfile", "authority.pem", "-verify_return_error", "-brief", "-showcerts", "-nameopt", "space_eq");

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string file) => Path.Combine(_folder.FullName, file);

    private async Task SignAsync(string file, string name)
    {
        await File.WriteAllTextAsync(In("names"), $"subjectAltName=IP:127.0.0.1,DNS:{Name}\n");
        await RunAsync("req", "-newkey", "rsa:2048", "-nodes", "-subj", $"/CN={name}", "-keyout", $"{file}.key", "-out", $"{file}.csr");
        await RunAsync("x509", "-req", "-in", $"{file}.csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-days", "30", "-extfile", "names", "-out", $"{file}.crt");
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        using var openssl = Programs.Start("openssl", _folder.FullName, arguments);
        openssl.StandardInput.Close();
        var output = await Task.WhenAll(openssl.StandardOutput.ReadToEndAsync(), openssl.StandardError.ReadToEndAsync());
        await openssl.WaitForExitAsync();
        Assert.True(openssl.ExitCode == 0, $"openssl {string.Join(' ', arguments)}: {output[1]}");
        return output[0] + output[1];
    }
}
