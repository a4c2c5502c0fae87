using Microsoft.Extensions.Configuration;
using SupportLine.Domain.Numbers;
using SupportLine.Server.Settings;
using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Server.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("settings");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Nothing_set_listens_on_loopback_alone()
    {
        var settings = Read(out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal([new Uri("udp://127.0.0.1:5060")], settings!.Sip.Listen);
        Assert.Equal((20000, 29999), (settings.Media.FirstPort, settings.Media.LastPort));
        Assert.False(settings.DiagnosticNumbers);
    }

    [Fact]
    public void A_trunk_is_read_with_its_sources_and_destination()
    {
        var settings = Read(
            out var mistakes,
            ("Sip:Listen", "udp://0.0.0.0:5060"),
            ("Sip:Trunks:0:Name", "carrier"),
            ("Sip:Trunks:0:Sources", "192.0.2.0/24, 198.51.100.7"),
            ("Sip:Trunks:0:Trusted", "true"),
            ("Sip:Trunks:0:Destination", "udp://192.0.2.10:5060"));

        Assert.Empty(mistakes);
        var trunk = Assert.Single(settings!.Sip.Trunks);
        Assert.Equal("carrier", trunk.Name);
        Assert.True(trunk.Trusted);
        Assert.Equal(["192.0.2.0/24", "198.51.100.7/32"], trunk.Sources.Select(source => source.ToString()));
        Assert.Equal(new Uri("udp://192.0.2.10:5060"), trunk.Destination);
    }

    [Fact]
    public void A_trunk_by_registration_is_read_and_phones_us_from_where_it_is_registered_with()
    {
        var settings = Read(
            out var mistakes,
            ("Sip:Listen", "udp://0.0.0.0:5060"),
            ("Sip:Trunks:0:Name", "carrier"),
            ("Sip:Trunks:0:Destination", "tls://192.0.2.10:5061"),
            ("Sip:Trunks:0:Domain", "sip.carrier.example"),
            ("Sip:Trunks:0:Username", "acme"),
            ("Sip:Trunks:0:AuthUsername", "acme-1"),
            ("Sip:Trunks:0:Password", "s3cret"),
            ("Sip:Trunks:0:Register", "true"),
            ("Sip:Trunks:0:RegisterSeconds", "1800"),
            ("Sip:Trunks:0:ProbeSeconds", "0"),
            ("Sip:Trunks:0:Identity", "account"));

        Assert.Empty(mistakes);
        var trunk = Assert.Single(settings!.Sip.Trunks);
        Assert.Equal(new TrunkAccount("acme", "s3cret") { AuthUsername = "acme-1" }, trunk.Account);
        Assert.DoesNotContain("s3cret", trunk.ToString(), StringComparison.Ordinal);
        Assert.Equal((TimeSpan.FromMinutes(30), (TimeSpan?)null, DialledFrom.To, ShownIdentity.Account), (trunk.RegisterFor, trunk.ProbeEvery, trunk.Dialled, trunk.Identity));
        Assert.Equal("sip.carrier.example", trunk.Domain);
    }

    [Theory]
    [InlineData("Register", "true", "there is no account to register; give Username and Password")]
    [InlineData("Username", "acme", "there is a user name without a password; write it, or set SUPPORTLINE_Sip__Trunks__0__Password")]
    [InlineData("Password", "s3cret", "there is a password and nobody whose it is")]
    [InlineData("Domain", "sip://carrier", "'sip://carrier' is no domain")]
    [InlineData("Dialled", "from", "'from' is no place a number is written in; write one of request-uri, to, diversion, history-info")]
    [InlineData("RegisterSeconds", "5", "out of range")]
    [InlineData("ProbeSeconds", "often", "out of range")]
    [InlineData("ReservedForOnCall", "2", "2 of 0 channels leave none for callers; reserve fewer than Channels")]
    [InlineData("Regster", "true", "did you mean Sip:Trunks:0:Register?")]
    [InlineData("Identity", "account", "there is no account to show; give Username and Password")]
    [InlineData("Identity", "me", "'me' is nobody a call can come from; write one of line, account, asserted, private")]
    [InlineData("Proxy", "edge", "is no signalling address")]
    [InlineData("Numbers:Region", "Mexico", "'Mexico' is no country; write its two capitals, such as MX")]
    [InlineData("Numbers:Prefix", "9", "'' is no country; write its two capitals, such as MX")]
    public void A_mistake_about_a_trunk_is_told_and_its_password_is_not(string key, string value, string told)
    {
        Read(out var mistakes, ("Sip:Trunks:0:Name", "carrier"), ("Sip:Trunks:0:Destination", "udp://192.0.2.10:5060"), ($"Sip:Trunks:0:{key}", value));
        var mistake = Assert.Single(mistakes);
        Assert.Contains(told, mistake.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", mistake.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void How_a_trunk_writes_numbers_and_the_proxy_before_it_are_read()
    {
        var settings = Read(
            out var mistakes,
            ("Sip:Trunks:0:Name", "carrier"),
            ("Sip:Trunks:0:Destination", "udp://sip.carrier.example"),
            ("Sip:Trunks:0:Proxy", "tls://edge.example:5061"),
            ("Sip:Trunks:0:Identity", "private"),
            ("Sip:Trunks:0:Numbers:Region", "US"),
            ("Sip:Trunks:0:Numbers:Form", "e164-without-plus"),
            ("Sip:Trunks:0:Numbers:Prefix", "9#"));

        Assert.Empty(mistakes);
        var trunk = Assert.Single(settings!.Sip.Trunks);
        Assert.Equal((new Uri("tls://edge.example:5061"), ShownIdentity.Private), (trunk.Proxy, trunk.Identity));
        Assert.Equal(new NumberPlan("US", NumberForm.E164WithoutPlus) { Prefix = "9#", InternationalPrefix = "011" }, trunk.Numbers);
    }

    [Theory]
    [InlineData("Numbers:Form", "plain", "'plain' is no form of numbers; write one of e164, e164-without-plus, national, international")]
    [InlineData("Numbers:Prefx", "9", "did you mean Sip:Trunks:0:Numbers:Prefix?")]
    [InlineData("Numbers:Prefix", "nine", "'nine' cannot be dialled; write keys alone, such as 9")]
    [InlineData("Numbers:InternationalPrefix", "+", "'+' cannot be dialled; write keys alone, such as 9")]
    public void A_mistake_about_how_a_trunk_writes_numbers_is_told(string key, string value, string told)
    {
        Read(out var mistakes, ("Sip:Trunks:0:Name", "carrier"), ("Sip:Trunks:0:Sources", "192.0.2.1"), ("Sip:Trunks:0:Numbers:Region", "MX"), ($"Sip:Trunks:0:{key}", value));
        Assert.Contains(told, Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_before_nobody_is_a_mistake()
    {
        Read(out var mistakes, ("Sip:Trunks:0:Name", "carrier"), ("Sip:Trunks:0:Sources", "192.0.2.1"), ("Sip:Trunks:0:Proxy", "udp://192.0.2.1:5060"));
        Assert.Contains("there is nowhere behind it; give Destination", Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Business_time_starts_where_the_operator_says_when_that_is_allowed()
    {
        var settings = Read(out _, ("Clock:StartAt", "2026-03-10T23:30:00-06:00"), ("Clock:AllowShift", "true"));

        Assert.Equal(DateTimeOffset.Parse("2026-03-11T05:30:00Z", System.Globalization.CultureInfo.InvariantCulture), settings!.StartAt);
    }

    [Theory]
    [InlineData("Sip:Listen", "udp:/5060", "no signalling address")]
    [InlineData("Sip:Listen", "udp://0.0.0.0:5060", "opens the line to a network")]
    [InlineData("Sip:Listen", "udp://localhost:5060", "no signalling address")]
    [InlineData("Sip:Listen", "tls://127.0.0.1:5061", "listened on without a certificate")]
    [InlineData("Sip:Tls:Certificate", "/nowhere/own.pem", "there is no file '/nowhere/own.pem'")]
    [InlineData("Sip:Tls:RequireClientCertificate", "true", "nobody can show a certificate where we have none")]
    [InlineData("Sip:Advertise", "0.0.0.0", "no address somebody could reach")]
    [InlineData("Sip:Advertise", "myhost", "no address somebody could reach")]
    [InlineData("Sip:Allow", "10.0.0.0/33", "neither an address nor a network")]
    [InlineData("Sip:MaxCalls", "many", "out of range")]
    [InlineData("Sip:MaxCalls", "0", "out of range")]
    [InlineData("Sip:Lisen", "udp://127.0.0.1:5060", "no such setting; did you mean Sip:Listen")]
    [InlineData("Strage:Connection", "x.db", "no such setting; did you mean Storage:Connection")]
    [InlineData("Media:Ports", "20001-20010", "no range of UDP ports")]
    [InlineData("Media:Ports", "20000", "no range of UDP ports")]
    [InlineData("Lines", "no-such-folder", "there is no folder")]
    [InlineData("Http:Listen", "https://127.0.0.1:1", "no address to listen on")]
    [InlineData("Log:Format", "xml", "is no format")]
    [InlineData("Diagnostics:Numbers", "yes", "neither true nor false")]
    [InlineData("Clock:StartAt", "2026-03-10T23:30:00-06:00", "may not be shifted")]
    [InlineData("Speech:Engines", "festival", "no speech engine known here")]
    [InlineData("Speech:Azure:Key", "secret", "needs its key and its region")]
    [InlineData("Speech:Azure:Region", "mexicocentral", "needs its key and its region")]
    public void A_wrong_setting_is_named_with_what_is_wrong(string key, string value, string expected)
    {
        var settings = Read(out var mistakes, (key, value));

        Assert.Null(settings);
        Assert.Contains(expected, Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_could_name_another_host_is_refused()
    {
        Read(out var mistakes, ("Speech:Azure:Key", "secret"), ("Speech:Azure:Region", "evil.example/"));

        Assert.Contains("is no region", Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_engine_at_all_can_be_asked_for()
    {
        var settings = Read(out var mistakes, ("Speech:Engines", "none"));

        Assert.Empty(mistakes);
        Assert.Empty(settings!.Speech.Engines);
    }

    [Theory]
    [InlineData("2026-03-10T23:30:00")]
    [InlineData("2026-03-10")]
    [InlineData("half past eleven")]
    public void An_instant_without_its_offset_is_refused(string startAt)
    {
        Read(out var mistakes, ("Clock:StartAt", startAt), ("Clock:AllowShift", "true"));

        Assert.Contains("no instant with an offset", Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        Read(out var mistakes, ("Media:Ports", "x"), ("Sip:MaxCalls", "x"), ("Http:Listen", "x"));

        Assert.Equal(3, mistakes.Count);
    }

    private SiteSettings? Read(out IReadOnlyList<SettingMistake> mistakes, params (string Key, string Value)[] set)
    {
        var pairs = new Dictionary<string, string?> { ["Lines"] = _folder.FullName, ["Prompts"] = _folder.FullName };
        foreach (var (key, value) in set)
        {
            pairs[key] = value;
        }

        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build(), out mistakes);
    }
}
