using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Sip.Transport;

/// <summary>Certificates as a container gets them: links to files in a folder that is itself a link, which alone is changed.</summary>
internal sealed class LinkedCertificates : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supportline-links").FullName;
    private readonly TestCertificates _made;
    private int _versions;

    public LinkedCertificates(TestCertificates made)
    {
        _made = made;
        Replace();
        File.CreateSymbolicLink(Options.CertificateFile!, Path.Combine("now", "own.pem"));
        File.CreateSymbolicLink(Options.KeyFile!, Path.Combine("now", "own.key"));
    }

    public TlsFiles Options => _made.Options with { CertificateFile = Path.Combine(_folder, "own.pem"), KeyFile = Path.Combine(_folder, "own.key") };

    /// <summary>Puts what was made last in place.</summary>
    public void Replace()
    {
        var version = Directory.CreateDirectory(Path.Combine(_folder, $"v{++_versions}")).FullName;
        File.Copy(_made.Options.CertificateFile!, Path.Combine(version, "own.pem"));
        File.Copy(_made.Options.KeyFile!, Path.Combine(version, "own.key"));

        // Files that are written within one tick of the clock are told apart by nothing else.
        File.SetLastWriteTimeUtc(Path.Combine(version, "own.pem"), new DateTime(2030, 1, _versions, 0, 0, 0, DateTimeKind.Utc));
        var link = Path.Combine(_folder, "now");
        File.Delete(link);
        Directory.CreateSymbolicLink(link, version);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
