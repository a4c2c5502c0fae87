using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>Certificates of SIP over TLS, as PEM files. They are read again when they change, without a restart.</summary>
/// <param name="CertificateFile">Our certificate, followed by those between it and the root; null where we only connect to others.</param>
/// <param name="KeyFile">Its private key.</param>
public sealed record TlsFiles(string? CertificateFile, string? KeyFile)
{
    /// <summary>Roots that peers' certificates must lead to; null for those of the operating system.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Whether who connects must show a certificate. Otherwise one is asked for where there are roots, and checked where it is shown.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>Reads the files as a handshake would use them.</summary>
    /// <returns>When our certificate ends; null when there is none.</returns>
    /// <exception cref="IOException">A file cannot be read, is no certificate, or the key is another's; the message says which.</exception>
    public DateTimeOffset? Examine() => TlsCredentials.Examine(this);
}
