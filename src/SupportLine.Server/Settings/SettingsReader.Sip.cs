using System.Net;
using Microsoft.Extensions.Configuration;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    private static readonly string[] Transports = ["udp", "tcp", "tls"];

    private static readonly Dictionary<string, DialledFrom> DialledNames = new()
    {
        ["request-uri"] = DialledFrom.RequestUri,
        ["to"] = DialledFrom.To,
        ["diversion"] = DialledFrom.Diversion,
        ["history-info"] = DialledFrom.HistoryInfo,
    };

    private SipSettings Sip()
    {
        var listen = Texts("Sip:Listen");
        var addresses = (listen.Count == 0 ? ["udp://127.0.0.1:5060"] : listen)
            .Select(text => Endpoint("Sip:Listen", text, Transports, lowestPort: 0))
            .OfType<Uri>()
            .ToList();
        var sip = new SipSettings
        {
            Listen = addresses,
            Tls = Tls(addresses),
            Advertise = Address("Sip:Advertise"),
            Trunks = [.. _configuration.GetSection("Sip:Trunks").GetChildren().Select(Trunk)],
            Allow = Networks("Sip:Allow"),
            Phones = Phones(),
            Realm = Realm(),
            Md5Alone = Flag("Sip:Md5Alone"),
            NameServers = NameServers(),
            BanSeconds = Number("Sip:BanSeconds", 600, 0, 86_400),
            MaxCalls = Number("Sip:MaxCalls", 2000, 1, 100_000),
            MaxCallMinutes = Number("Sip:MaxCallMinutes", 240, 1, 24 * 60),
        };
        RefuseOpenDoor(sip);
        return sip;
    }

    private TrunkSettings Trunk(IConfigurationSection section)
    {
        var key = section.Path;
        var name = Text($"{key}:Name");
        if (name is null)
        {
            Wrong($"{key}:Name", "the trunk has no name", "name it as your carrier does");
        }

        var sources = Networks($"{key}:Sources");
        var destination = Text($"{key}:Destination") is { } text ? Destination($"{key}:Destination", text) : null;
        if (sources.Count == 0 && destination is null)
        {
            Wrong(key, "the trunk neither sends nor takes calls", "give Sources, or Destination, or both");
        }

        var account = Account(key);
        var registers = Registers(key, destination, account);
        var lifetime = Number($"{key}:RegisterSeconds", 600, 60, 86_400);
        var probe = Number($"{key}:ProbeSeconds", destination is null ? 0 : 60, 0, 3600);
        var channels = Number($"{key}:Channels", 0, 0, 10_000);
        var reserved = Number($"{key}:ReservedForOnCall", 0, 0, 10_000);
        if (reserved > 0 && reserved >= channels)
        {
            Wrong($"{key}:ReservedForOnCall", $"{reserved} of {channels} channels leave none for callers", "reserve fewer than Channels");
        }

        return new TrunkSettings(name ?? section.Key, sources, Flag($"{key}:Trusted"), destination)
        {
            Encryption = Encryption($"{key}:Encryption"),
            Domain = Domain($"{key}:Domain"),
            Account = account,
            RegisterFor = registers ? TimeSpan.FromSeconds(lifetime) : null,
            ProbeEvery = destination is null || probe == 0 ? null : TimeSpan.FromSeconds(probe),
            Channels = channels == 0 ? null : channels,
            ReservedForOnCall = reserved,
            Dialled = Dialled(key, registers),
            Identity = Identity($"{key}:Identity", account),
            Numbers = Numbers($"{key}:Numbers"),
            Proxy = Proxy($"{key}:Proxy", destination),
        };
    }

    /// <summary>An address with its port, or a name: with a port a server's own, without one a domain whose servers are asked for.</summary>
    private Uri? Destination(string key, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && Transports.Contains(uri.Scheme) && uri.AbsolutePath is "/" or "" && uri.HostNameType == UriHostNameType.Dns)
        {
            return uri;
        }

        return Endpoint(key, text, Transports);
    }

    private List<IPEndPoint> NameServers()
    {
        var servers = new List<IPEndPoint>();
        foreach (var text in Texts("Sip:NameServers"))
        {
            if (IPEndPoint.TryParse(text, out var server)) servers.Add(server.Port == 0 ? new IPEndPoint(server.Address, 53) : server);
            else Wrong("Sip:NameServers", $"'{text}' is no address", "write for example 192.0.2.53 or 192.0.2.53:53");
        }

        return servers;
    }

    private TrunkAccount? Account(string key)
    {
        var (username, password) = (Text($"{key}:Username"), Text($"{key}:Password"));
        var authUsername = Text($"{key}:AuthUsername");
        if (username is null && password is null && authUsername is null) return null;
        if (username is null) Wrong($"{key}:Username", "there is a password and nobody whose it is", "write the user name that the carrier gave you");
        if (password is null) Wrong($"{key}:Password", "there is a user name without a password", $"write it, or set SUPPORTLINE_{key.Replace(":", "__", StringComparison.Ordinal)}__Password");
        return new TrunkAccount(username ?? "", password ?? "") { AuthUsername = authUsername };
    }

    private bool Registers(string key, Uri? destination, TrunkAccount? account)
    {
        if (!Flag($"{key}:Register")) return false;
        if (destination is null) Wrong($"{key}:Register", "there is nowhere to register", "give Destination, the registrar's address");
        if (account is null) Wrong($"{key}:Register", "there is no account to register", "give Username and Password");
        return destination is not null && account is not null;
    }

    private string? Domain(string key)
    {
        if (Text(key) is not { } text) return null;
        if (Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4) return text;
        Wrong(key, $"'{text}' is no domain", "write for example sip.carrier.example");
        return null;
    }

    /// <summary>A trunk by registration has our own Contact in the Request-URI, and the number in To.</summary>
    private DialledFrom Dialled(string key, bool registers) =>
        OneOf($"{key}:Dialled", registers ? "to" : "request-uri", DialledNames, "is no place a number is written in");

    /// <summary>A network may not reach a line that would answer anybody: somebody must be named first.</summary>
    private void RefuseOpenDoor(SipSettings sip)
    {
        var open = sip.Listen.FirstOrDefault(uri => !IPAddress.IsLoopback(IPAddress.Parse(uri.Host.Trim('[', ']'))));
        if (open is not null && sip.Allow.Count == 0 && sip.Phones.Count == 0 && sip.Trunks.All(trunk => trunk.Sources.Count == 0 && trunk.RegisterFor is null))
        {
            Wrong("Sip:Listen", $"'{open}' opens the line to a network without saying to whom", "name the sources in Sip:Trunks:0:Sources or Sip:Allow, or the phones in Sip:Phones");
        }
    }
}
