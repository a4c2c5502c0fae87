using Microsoft.Extensions.Configuration;
using SupportLine.Server.Settings;
using SupportLine.Tests.Telephony.Sip.Transport;

namespace SupportLine.Tests.Server.Settings;

/// <summary>Certificates are read when settings are, so that <c>check</c> finds what a handshake would stumble over.</summary>
public sealed class TlsSettingsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public void Several_listeners_of_every_transport_and_both_IP_versions_are_taken()
    {
        var settings = Read(
            out var mistakes,
            ("Sip:Listen", "udp://127.0.0.1:5060, tcp://127.0.0.1:5060, tls://127.0.0.1:5061, udp://[::1]:5060"),
            ("Sip:Tls:Certificate", _certificates.Options.CertificateFile!),
            ("Sip:Tls:Key", _certificates.Options.KeyFile!),
            ("Sip:Tls:Authority", _certificates.AuthorityFile));

        Assert.Empty(mistakes);
        Assert.Equal(["udp", "tcp", "tls", "udp"], settings!.Sip.Listen.Select(uri => uri.Scheme));
        Assert.Equal(_certificates.Options, settings.Sip.Tls);
        Assert.Equal(2060, settings.Sip.Tls!.Examine()!.Value.UtcDateTime.Year);
    }

    [Fact]
    public void A_key_of_another_certificate_is_told()
    {
        using var others = new TestCertificates();
        Read(out var mistakes, ("Sip:Tls:Certificate", _certificates.Options.CertificateFile!), ("Sip:Tls:Key", others.Options.KeyFile!));

        Assert.StartsWith("setting Sip:Tls:Certificate: cannot use the certificate", Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_without_its_key_is_told()
    {
        Read(out var mistakes, ("Sip:Tls:Certificate", _certificates.Options.CertificateFile!));

        Assert.Equal("setting Sip:Tls:Key: the certificate has no key; name the PEM file of its private key", Assert.Single(mistakes).ToString());
    }

    [Fact]
    public void An_authority_file_that_holds_no_certificate_is_told()
    {
        Read(out var mistakes, ("Sip:Tls:Authority", _certificates.Options.KeyFile!));

        Assert.Contains("there is no certificate in the authority", Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    private static SiteSettings? Read(out IReadOnlyList<SettingMistake> mistakes, params (string Key, string Value)[] set)
    {
        var pairs = set.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        pairs["Lines"] = pairs["Prompts"] = Path.GetTempPath();
        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build(), out mistakes);
    }
}
