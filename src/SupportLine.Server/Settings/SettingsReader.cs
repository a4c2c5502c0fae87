using System.Net;
using Microsoft.Extensions.Configuration;
using NodaTime;
using SupportLine.Server.Control;
using SupportLine.Storage;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

/// <summary>
/// Turns configuration into <see cref="SiteSettings"/>, or into every mistake there is. A relative folder is looked for
/// where the command runs, then beside the program, where the shipped lines and prompts are.
/// </summary>
internal sealed partial class SettingsReader
{
    private readonly IConfiguration _configuration;
    private readonly List<SettingMistake> _mistakes = [];

    private SettingsReader(IConfiguration configuration) => _configuration = configuration;

    /// <summary>Settings when there is no mistake, else null and the mistakes.</summary>
    public static SiteSettings? Read(IConfiguration configuration, out IReadOnlyList<SettingMistake> mistakes)
    {
        var reader = new SettingsReader(configuration);
        var settings = reader.ReadAll();
        mistakes = reader._mistakes;
        return mistakes.Count == 0 ? settings : null;
    }

    private SiteSettings ReadAll()
    {
        RefuseUnknownKeys();
        var (firstPort, lastPort) = Ports();
        var sip = Sip();
        var media = new MediaSettings(firstPort, lastPort, Address("Media:Advertise"))
        {
            QuietSeconds = Number("Media:QuietSeconds", 90, 5, 3600),
            Encryption = Encryption("Media:Encryption") ?? MediaEncryption.Preferred,
            KeysInClear = Flag("Media:KeysInClear"),
        };
        RefuseUnreachableKeys(sip, media);
        var storage = Text("Storage:Connection") ?? "supportline.db";
        return new SiteSettings
        {
            Sip = sip,
            Media = media,
            Storage = storage,
            SecretKey = SecretKey(),
            Node = Text("Storage:Node") ?? Environment.MachineName,
            Lines = Folder("Lines", "lines"),
            Prompts = Folder("Prompts", "prompts"),
            Recordings = Path.GetFullPath(Text("Recordings") ?? "recordings"),
            Http = Http(),
            Control = Control(storage),
            JsonLog = JsonLog(),
            DiagnosticNumbers = Flag("Diagnostics:Numbers"),
            StartAt = StartAt(),
            Speech = Speech(),
            Mail = Mail(),
            Webhooks = Webhooks(),
            KeepSent = Duration.FromDays(Number("Outbox:KeepDays", 90, 1, 3650)),
        };
    }

    private string? Control(string storage) => Text("Control:Socket") switch
    {
        null => ControlSocket.Beside(storage),
        "off" => null,
        var file => Path.GetFullPath(file),
    };

    private bool JsonLog()
    {
        const string Key = "Log:Format";
        switch (Text(Key))
        {
            case null or "text":
                return false;
            case "json":
                return true;
            case var other:
                Wrong(Key, $"'{other}' is no format", "write text (a line an event) or json (an object an event, for a log collector)");
                return false;
        }
    }

    private string SecretKey()
    {
        const string Key = "Storage:SecretKey";
        var file = Path.GetFullPath(Text(Key) ?? Store.DefaultSecretKey);
        if (!Directory.Exists(Path.GetDirectoryName(file)) || Directory.Exists(file))
        {
            Wrong(Key, $"'{file}' can be no file", "name a file, in a folder that exists, for the key of secret fields");
        }

        return file;
    }

    private DateTimeOffset? StartAt()
    {
        const string Key = "Clock:StartAt";
        if (Text(Key) is not { } text)
        {
            return null;
        }

        if (!Flag("Clock:AllowShift"))
        {
            Wrong(Key, "business time may not be shifted here", "set Clock:AllowShift=true to try a night by day, and never on a real line");
        }

        // An instant without its offset would mean something else on a machine in another zone.
        if (text.Length > 10
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var at))
        {
            return at;
        }

        Wrong(Key, $"'{text}' is no instant with an offset", "write for example 2026-03-10T23:30:00-06:00");
        return null;
    }

    private Uri? Http()
    {
        const string Key = "Http:Listen";
        var text = Text(Key) ?? "http://127.0.0.1:8090";
        if (text == "off")
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == "http" && IPAddress.TryParse(uri.Host.Trim('[', ']'), out _))
        {
            return uri;
        }

        Wrong(Key, $"'{text}' is no address to listen on", "write http://ADDRESS:PORT, or off");
        return null;
    }

    private (int First, int Last) Ports()
    {
        const string Key = "Media:Ports";
        var text = Text(Key) ?? "20000-29999";
        var parts = text.Split('-');
        if (parts.Length == 2
            && int.TryParse(parts[0], out var first)
            && int.TryParse(parts[1], out var last)
            && first is >= 1024 and <= 65534 && first % 2 == 0 && last > first && last <= 65535)
        {
            return (first, last);
        }

        Wrong(Key, $"'{text}' is no range of UDP ports", "write FIRST-LAST with an even first port, for example 20000-29999");
        return (20000, 29999);
    }

    private string Folder(string key, string standard)
    {
        var text = Text(key) ?? standard;
        foreach (var candidate in new[] { Path.GetFullPath(text), Path.Combine(AppContext.BaseDirectory, text) })
        {
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        Wrong(key, $"there is no folder '{text}'", $"name the folder of the {standard}");
        return text;
    }

    private void Wrong(string key, string wrong, string right) => _mistakes.Add(new SettingMistake(key, wrong, right));
}
