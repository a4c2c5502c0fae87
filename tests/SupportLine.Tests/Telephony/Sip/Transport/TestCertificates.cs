using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transport;

/// <summary>An authority of the test's own and certificates from it, as files in a folder that goes with the test.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2060, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("supportline-tls").FullName;
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public TestCertificates(string name = "authority")
    {
        var request = new CertificateRequest($"CN={name}", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(From, Until);
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
        Issue("first");
    }

    public string AuthorityFile => Path.Combine(_folder, "authority.pem");

    public TlsFiles Options => new(Path.Combine(_folder, "own.pem"), Path.Combine(_folder, "own.key")) { AuthorityFile = AuthorityFile };

    /// <summary>Writes a new certificate over the one before.</summary>
    public void Issue(string commonName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("sip.example.com");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_authority, From, Until, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Options.KeyFile!, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Options.CertificateFile!, certificate.ExportCertificatePem());
    }

    public void Dispose()
    {
        _authority.Dispose();
        _authorityKey.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
