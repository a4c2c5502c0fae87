using Microsoft.Extensions.Configuration;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    /// <summary>Every key there is; <c>*</c> stands for a list's index.</summary>
    internal static readonly string[] KnownKeys =
    [
        "Sip:Listen", "Sip:Listen:*", "Sip:Tls:Certificate", "Sip:Tls:Key", "Sip:Tls:Authority", "Sip:Tls:RequireClientCertificate", "Sip:Advertise", "Sip:Allow", "Sip:Allow:*", "Sip:NameServers", "Sip:NameServers:*", "Sip:Phones:*:Name", "Sip:Phones:*:Password", "Sip:Realm", "Sip:Md5Alone", "Sip:BanSeconds", "Sip:MaxCalls", "Sip:MaxCallMinutes",
        "Sip:Trunks:*:Name", "Sip:Trunks:*:Sources", "Sip:Trunks:*:Sources:*", "Sip:Trunks:*:Trusted", "Sip:Trunks:*:Destination", "Sip:Trunks:*:Encryption",
        "Sip:Trunks:*:Domain", "Sip:Trunks:*:Username", "Sip:Trunks:*:AuthUsername", "Sip:Trunks:*:Password", "Sip:Trunks:*:Register", "Sip:Trunks:*:RegisterSeconds", "Sip:Trunks:*:ProbeSeconds", "Sip:Trunks:*:Channels", "Sip:Trunks:*:ReservedForOnCall", "Sip:Trunks:*:Dialled", "Sip:Trunks:*:Identity", "Sip:Trunks:*:Proxy",
        "Sip:Trunks:*:Numbers:Region", "Sip:Trunks:*:Numbers:Form", "Sip:Trunks:*:Numbers:Prefix", "Sip:Trunks:*:Numbers:InternationalPrefix",
        "Media:Ports", "Media:Advertise", "Media:QuietSeconds", "Media:Encryption", "Media:KeysInClear", "Storage:Connection", "Storage:SecretKey", "Storage:Node", "Lines", "Prompts", "Recordings", "Http:Listen", "Control:Socket", "Log:Format",
        "Diagnostics:Numbers", "Clock:StartAt", "Clock:AllowShift",
        "Mail:Server", "Mail:StartTls", "Mail:Username", "Mail:Password", "Mail:From", "Mail:Operator", "Mail:TimeoutSeconds", "Mail:Authority", "Mail:Templates",
        "Webhooks:*:Url", "Webhooks:*:Secret", "Webhooks:*:Events", "Webhooks:*:Events:*",
        "Outbox:KeepDays",
        "Speech:Engines", "Speech:Engines:*", "Speech:Cache", "Speech:Azure:Key", "Speech:Azure:Region",
    ];

    private static readonly HashSet<string> KnownSections =
        new(KnownKeys.Select(key => key.Split(':')[0]), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// A mistyped key would be an option that silently does nothing. <c>Logging</c> is the framework's; other sections
    /// come from the host's environment and are not ours to judge unless they look like ours.
    /// </summary>
    private void RefuseUnknownKeys()
    {
        foreach (var (key, value) in _configuration.AsEnumerable())
        {
            if (value is null || key.StartsWith("Logging", StringComparison.OrdinalIgnoreCase) || IsKnown(key))
            {
                continue;
            }

            var nearest = KnownKeys.MinBy(known => Distance(known, key))!;
            if (KnownSections.Contains(key.Split(':')[0]) || Distance(nearest, key) <= 2)
            {
                Wrong(key, "there is no such setting", $"did you mean {nearest.Replace("*", "0", StringComparison.Ordinal)}?");
            }
        }
    }

    private static bool IsKnown(string key)
    {
        var pattern = string.Join(':', key.Split(':').Select(part => int.TryParse(part, out _) ? "*" : part));
        return KnownKeys.Contains(pattern, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Levenshtein's, case ignored.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
