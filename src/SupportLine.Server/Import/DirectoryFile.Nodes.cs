using NodaTime;
using NodaTime.Text;
using SupportLine.Domain.Mail;
using SupportLine.Domain.Phones;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Server.Import;

/// <summary>Values out of YAML nodes, each mistake with its place.</summary>
internal sealed partial class DirectoryFile
{
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    private void Know(YamlMappingNode map, params string[] keys)
    {
        foreach (var key in map.Children.Keys.OfType<YamlScalarNode>().Where(key => !keys.Contains(key.Value)))
        {
            Wrong(key.Start, $"'{key.Value}' means nothing here", $"known are {string.Join(", ", keys)}");
        }
    }

    private void Each(YamlMappingNode map, string key, Action<YamlMappingNode> read)
    {
        if (!map.Children.TryGetValue(new YamlScalarNode(key), out var node))
        {
            return;
        }

        if (node is not YamlSequenceNode list)
        {
            Wrong(node.Start, $"{key} is no list", "write each entry behind a dash");
            return;
        }

        foreach (var item in list)
        {
            if (item is YamlMappingNode entry)
            {
                read(entry);
            }
            else
            {
                Wrong(item.Start, $"an entry of {key} is no map", "write - id: ...");
            }
        }
    }

    private string? Email(YamlMappingNode map)
    {
        if (Optional(map, "email") is not { } email) return null;
        if (MailAddressRule.IsAddress(email)) return email;
        Wrong(map.Children["email"].Start, $"'{email}' is no mail address", "write for example lucia@example.com");
        return null;
    }

    /// <summary>A telephone as it is dialled; as it was written where it can not be, which is told.</summary>
    private string Dialled(YamlNode at, string written)
    {
        if (DialTarget.Read(written, _phones, out var wrong, out var right) is { } target) return target;
        Wrong(at.Start, wrong, right);
        return written;
    }

    private static string? Optional(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value.Trim() : null;

    private string Text(YamlMappingNode map, string key)
    {
        if (Optional(map, key) is { } text)
        {
            return text;
        }

        Wrong(map.Start, $"'{key}' is missing", $"add {key}: ...");
        return "";
    }

    private List<string> Texts(YamlMappingNode map, string key)
    {
        if (!map.Children.TryGetValue(new YamlScalarNode(key), out var node))
        {
            return [];
        }

        if (node is YamlSequenceNode list && list.All(item => item is YamlScalarNode { Value.Length: > 0 }))
        {
            return [.. list.Select(item => ((YamlScalarNode)item).Value!)];
        }

        Wrong(node.Start, $"{key} is no list of words", $"write {key}: [one, another]");
        return [];
    }

    private bool Flag(YamlMappingNode map, string key)
    {
        switch (Optional(map, key))
        {
            case "true":
                return true;
            case null or "false":
                return false;
            case var other:
                Wrong(map.Children[key].Start, $"'{other}' is neither true nor false", "write true or false");
                return false;
        }
    }

    private LocalDate Date(YamlMappingNode map, string key)
    {
        var text = Text(map, key);
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date })
        {
            return date;
        }

        if (text.Length > 0)
        {
            Wrong(map.Children[key].Start, $"'{text}' is no day", "write it as 2026-03-10");
        }

        return default;
    }

    private LocalTime Time(YamlMappingNode map, string key)
    {
        var text = Text(map, key);
        if (TimeOfDay.Parse(text) is { Success: true, Value: var time })
        {
            return time;
        }

        if (text.Length > 0)
        {
            Wrong(map.Children[key].Start, $"'{text}' is no time of day", "write it as \"18:00\", in quotes");
        }

        return default;
    }

    private List<IsoDayOfWeek> Days(YamlMappingNode map)
    {
        var days = new List<IsoDayOfWeek>();
        foreach (var text in Texts(map, "days"))
        {
            if (Enum.TryParse<IsoDayOfWeek>(text, ignoreCase: true, out var day) && day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday && text.All(char.IsAsciiLetter))
            {
                days.Add(day);
            }
            else
            {
                Wrong(map.Children["days"].Start, $"'{text}' is no day of the week", "write monday to sunday");
            }
        }

        return days;
    }
}
