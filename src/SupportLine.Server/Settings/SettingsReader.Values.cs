using System.Net;
using Microsoft.Extensions.Configuration;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    private string? Text(string key) => string.IsNullOrWhiteSpace(_configuration[key]) ? null : _configuration[key]!.Trim();

    /// <summary>A list, given as <c>Key:0</c>, <c>Key:1</c>, ... or as one value with commas.</summary>
    private List<string> Texts(string key)
    {
        var section = _configuration.GetSection(key);
        var values = section.GetChildren().Select(child => child.Value);
        return [.. values.Prepend(section.Value)
            .Where(value => !string.IsNullOrWhiteSpace(value))
            .SelectMany(value => value!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    }

    private bool Flag(string key)
    {
        var text = Text(key);
        if (text is null || bool.TryParse(text, out var flag) && !flag)
        {
            return false;
        }

        if (!bool.TryParse(text, out _))
        {
            Wrong(key, $"'{text}' is neither true nor false", "write true or false");
        }

        return true;
    }

    private int Number(string key, int standard, int least, int most)
    {
        var text = Text(key);
        if (text is null)
        {
            return standard;
        }

        if (int.TryParse(text, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Wrong(key, $"'{text}' is out of range", $"write a whole number from {least} to {most}");
        return standard;
    }

    private IPAddress? Address(string key)
    {
        var text = Text(key);
        if (text is null || IPAddress.TryParse(text, out var address) && !IPAddress.Any.Equals(address) && !IPAddress.IPv6Any.Equals(address))
        {
            return text is null ? null : IPAddress.Parse(text);
        }

        Wrong(key, $"'{text}' is no address somebody could reach", "write an IP address");
        return null;
    }

    private List<IPNetwork> Networks(string key)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in Texts(key))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                Wrong(key, $"'{text}' is neither an address nor a network", "write for example 192.0.2.7 or 192.0.2.0/24");
            }
        }

        return networks;
    }

    /// <param name="lowestPort">0 where the system may choose the port.</param>
    private Uri? Endpoint(string key, string text, string[] schemes, int lowestPort = 1)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && schemes.Contains(uri.Scheme)
            && uri.Port >= lowestPort
            && uri.AbsolutePath is "/" or ""
            && IPAddress.TryParse(uri.Host.Trim('[', ']'), out _))
        {
            return uri;
        }

        Wrong(key, $"'{text}' is no signalling address", $"write {string.Join(" or ", schemes.Select(scheme => scheme + "://ADDRESS:PORT"))}");
        return null;
    }
}
