using System.Net;
using Microsoft.Extensions.Configuration;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    private static readonly string[] Transports = ["udp", "tcp", "tls"];

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
        var destination = Text($"{key}:Destination") is { } text ? Endpoint($"{key}:Destination", text, Transports) : null;
        if (sources.Count == 0 && destination is null)
        {
            Wrong(key, "the trunk neither sends nor takes calls", "give Sources, or Destination, or both");
        }

        return new TrunkSettings(name ?? section.Key, sources, Flag($"{key}:Trusted"), destination)
        {
            Encryption = Encryption($"{key}:Encryption"),
        };
    }

    /// <summary>A network may not reach a line that would answer anybody: somebody must be named first.</summary>
    private void RefuseOpenDoor(SipSettings sip)
    {
        var open = sip.Listen.FirstOrDefault(uri => !IPAddress.IsLoopback(IPAddress.Parse(uri.Host.Trim('[', ']'))));
        if (open is not null && sip.Allow.Count == 0 && sip.Trunks.All(trunk => trunk.Sources.Count == 0))
        {
            Wrong("Sip:Listen", $"'{open}' opens the line to a network without saying to whom", "name the sources in Sip:Trunks:0:Sources or Sip:Allow");
        }
    }
}
