using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Certificates from files that may be replaced while the service runs: the next handshake uses what is there.</summary>
internal sealed partial class TlsCredentials
{
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    private readonly TlsFiles _options;
    private readonly ILogger _logger;
    private Loaded _loaded;

    /// <exception cref="IOException">A file cannot be read or is no certificate or key.</exception>
    public TlsCredentials(TlsFiles options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _loaded = Load(options);
    }

    /// <inheritdoc cref="TlsFiles.Examine"/>
    public static DateTimeOffset? Examine(TlsFiles files) => Load(files).Own?.TargetCertificate.NotAfter;

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
            LogReloaded(_options.CertificateFile ?? _options.AuthorityFile);
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

    private static Loaded Load(TlsFiles options)
    {
        var stamp = Stamp(options);
        return new Loaded(Own(options), Authority(options), stamp);
    }

    private static X509ChainPolicy? Authority(TlsFiles options)
    {
        if (options.AuthorityFile is not { } file)
        {
            return null;
        }

        try
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            return policy.CustomTrustStore.Count > 0 ? policy : throw new IOException($"there is no certificate in the authority {file}");
        }
        catch (Exception e) when (e is CryptographicException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot use the authority {file}: {e.Message}", e);
        }
    }

    private static SslStreamCertificateContext? Own(TlsFiles options)
    {
        if (options.CertificateFile is not { } file)
        {
            return null;
        }

        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(file, options.KeyFile), chain, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"cannot use the certificate {file} with the key {options.KeyFile}: {e.Message}", e);
        }
    }

    private static (DateTime Certificate, DateTime Key, DateTime Authority) Stamp(TlsFiles options) =>
        (Stamp(options.CertificateFile), Stamp(options.KeyFile), Stamp(options.AuthorityFile));

    /// <summary>Of the file itself where links lead to it: those stay as they are when what they lead to is replaced.</summary>
    private static DateTime Stamp(string? file)
    {
        try
        {
            return file is null ? default : File.GetLastWriteTimeUtc(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // One that is just being put in place, or that we may not see: looked at again in a while.
            return default;
        }
    }

    private sealed record Loaded(SslStreamCertificateContext? Own, X509ChainPolicy? Policy, (DateTime Certificate, DateTime Key, DateTime Authority) Stamp);

    [LoggerMessage(1008, LogLevel.Information, "The certificate {File} was read again")]
    private partial void LogReloaded(string? file);

    [LoggerMessage(1009, LogLevel.Error, "The former certificate stays in use: {Why}")]
    private partial void LogNotReloaded(string why);
}
