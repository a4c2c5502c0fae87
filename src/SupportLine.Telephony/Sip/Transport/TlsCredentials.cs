using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Certificates from files that may be replaced while the service runs: the next handshake uses what is there.</summary>
internal sealed partial class TlsCredentials
{
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    private readonly TlsOptions _options;
    private readonly ILogger _logger;
    private Loaded _loaded;

    /// <exception cref="IOException">A file cannot be read or is no certificate or key.</exception>
    public TlsCredentials(TlsOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _loaded = Load(options);
    }

    /// <summary>Reads the files again when they have changed; what cannot be read leaves the former ones in use.</summary>
    public void Refresh()
    {
        var stamp = Stamp(_options);
        if (stamp == _loaded.Stamp)
        {
            return;
        }

        try
        {
            // The former ones are left to the collector: handshakes under way still use them.
            _loaded = Load(_options);
            LogReloaded(_options.CertificateFile);
        }
        catch (IOException e)
        {
            _loaded = _loaded with { Stamp = stamp };
            LogNotReloaded(e.Message);
        }
    }

    public SslServerAuthenticationOptions ForAccepting()
    {
        var loaded = _loaded;
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = loaded.Own,
            EnabledSslProtocols = Protocols,
            ClientCertificateRequired = _options.AuthorityFile is not null || _options.RequireClientCertificate,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = loaded.Policy,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                certificate is null ? !_options.RequireClientCertificate : errors == SslPolicyErrors.None,
        };
    }

    public SslClientAuthenticationOptions ForConnecting(Flow flow)
    {
        var loaded = _loaded;
        return new SslClientAuthenticationOptions
        {
            // RFC 5922 section 7: who is reached by domain proves the domain, who is reached by address the address.
            TargetHost = flow.Host ?? flow.Remote.Address.ToString(),
            EnabledSslProtocols = Protocols,
            ClientCertificateContext = loaded.Own,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = loaded.Policy,
        };
    }

    private static Loaded Load(TlsOptions options)
    {
        var stamp = Stamp(options);
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(options.CertificateFile);
            var own = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile);
            X509ChainPolicy? policy = null;
            if (options.AuthorityFile is { } authority)
            {
                policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                policy.CustomTrustStore.ImportFromPemFile(authority);
            }

            return new Loaded(SslStreamCertificateContext.Create(own, chain, offline: true), policy, stamp);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"cannot use the certificate {options.CertificateFile} with the key {options.KeyFile}: {e.Message}", e);
        }
    }

    private static (DateTime Certificate, DateTime Key, DateTime Authority) Stamp(TlsOptions options) =>
        (File.GetLastWriteTimeUtc(options.CertificateFile), File.GetLastWriteTimeUtc(options.KeyFile),
            options.AuthorityFile is null ? default : File.GetLastWriteTimeUtc(options.AuthorityFile));

    private sealed record Loaded(SslStreamCertificateContext Own, X509ChainPolicy? Policy, (DateTime Certificate, DateTime Key, DateTime Authority) Stamp);

    [LoggerMessage(1008, LogLevel.Information, "The certificate {File} was read again")]
    private partial void LogReloaded(string file);

    [LoggerMessage(1009, LogLevel.Error, "The former certificate stays in use: {Why}")]
    private partial void LogNotReloaded(string why);
}
