using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    /// <summary>The certificates, read once here so that a wrong file is told before anything listens.</summary>
    private TlsFiles? Tls(IReadOnlyList<Uri> listen)
    {
        const string Certificate = "Sip:Tls:Certificate";
        const string Key = "Sip:Tls:Key";
        var files = new TlsFiles(File(Certificate), File(Key))
        {
            AuthorityFile = File("Sip:Tls:Authority"),
            RequireClientCertificate = Flag("Sip:Tls:RequireClientCertificate"),
        };
        if (listen.FirstOrDefault(uri => uri.Scheme == "tls") is { } secure && files.CertificateFile is null && Text(Certificate) is null)
        {
            Wrong(Certificate, $"'{secure}' is listened on without a certificate", "name a PEM file with the certificate and those between it and the root, and its key in Sip:Tls:Key");
        }

        if (files.CertificateFile is not null && Text(Key) is null)
        {
            Wrong(Key, "the certificate has no key", "name the PEM file of its private key");
        }

        if (files.RequireClientCertificate && files.CertificateFile is null)
        {
            Wrong("Sip:Tls:RequireClientCertificate", "nobody can show a certificate where we have none", "set Sip:Tls:Certificate and Sip:Tls:Key");
        }

        if (files is { CertificateFile: null, AuthorityFile: null })
        {
            return null;
        }

        try
        {
            if (files.CertificateFile is null || files.KeyFile is not null)
            {
                files.Examine();
            }
        }
        catch (IOException e)
        {
            Wrong(files.CertificateFile is null ? "Sip:Tls:Authority" : Certificate, e.Message, "give readable PEM files, the key belonging to the certificate and without a password");
        }

        return files;
    }

    private string? File(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var path = Path.GetFullPath(text);
        if (System.IO.File.Exists(path))
        {
            return path;
        }

        Wrong(key, $"there is no file '{text}' that can be read", "name a PEM file");
        return null;
    }
}
