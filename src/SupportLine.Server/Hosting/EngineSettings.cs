using System.Net;
using SupportLine.Server.Settings;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Hosting;

/// <summary>What the settings say of the telephone, as its engine is told it.</summary>
internal static class EngineSettings
{
    public static CallEngineOptions Of(SiteSettings settings) => new()
    {
        Listen = settings.Sip.Listen,
        Tls = settings.Sip.Tls,
        Advertise = settings.Sip.Advertise,
        AdvertiseMedia = settings.Media.Advertise ?? settings.Sip.Advertise,
        FirstMediaPort = settings.Media.FirstPort,
        LastMediaPort = settings.Media.LastPort,
        Trunks = [.. settings.Sip.Trunks.Select(trunk => new Trunk(trunk.Name, trunk.Sources, trunk.Trusted, EndPoint(trunk.Destination))
        {
            Transport = trunk.Destination?.Scheme ?? "udp",
            Encryption = trunk.Encryption,
            Domain = trunk.Domain,
            Account = trunk.Account,
            RegisterFor = trunk.RegisterFor,
            ProbeEvery = trunk.ProbeEvery,
            Channels = trunk.Channels,
            ReservedForOnCall = trunk.ReservedForOnCall,
            Dialled = trunk.Dialled,
            Identity = trunk.Identity,
            Numbers = trunk.Numbers is { } plan ? new Numbering(plan.Read, plan.Show, plan.Dial) : null,
            Proxy = trunk.Proxy is { } proxy ? new OutboundProxy(EndPoint(proxy)!, proxy.Scheme) : null,
        })],
        NameServers = settings.Sip.NameServers,
        Allow = settings.Sip.Allow,
        Phones = settings.Sip.Phones,
        Realm = settings.Sip.Realm,
        Md5Alone = settings.Sip.Md5Alone,
        BanFor = TimeSpan.FromSeconds(settings.Sip.BanSeconds),
        MaxCalls = settings.Sip.MaxCalls,
        QuietLimit = TimeSpan.FromSeconds(settings.Media.QuietSeconds),
        Encryption = settings.Media.Encryption,
        KeysInClear = settings.Media.KeysInClear,
        MaxCallLength = TimeSpan.FromMinutes(settings.Sip.MaxCallMinutes),
    };

    private static EndPoint? EndPoint(Uri? uri) => uri is null ? null
        : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? new IPEndPoint(address, uri.Port)
        : new DnsEndPoint(uri.Host, Math.Max(0, uri.Port));
}
