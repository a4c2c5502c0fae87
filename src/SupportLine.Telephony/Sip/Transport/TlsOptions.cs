namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Certificates, as PEM files.</summary>
/// <param name="CertificateFile">Our certificate, followed by those between it and the root.</param>
/// <param name="KeyFile">Its private key.</param>
internal sealed record TlsOptions(string CertificateFile, string KeyFile)
{
    /// <summary>Roots that peers' certificates must lead to; null for those of the operating system.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Whether who connects must show a certificate. Otherwise one is asked for, and checked where it is shown.</summary>
    public bool RequireClientCertificate { get; init; }
}
