using System.Globalization;
using NodaTime;
using SupportLine.Domain.OnCall;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Server.Import;

/// <summary>Engineers and rotas.</summary>
internal sealed partial class DirectoryFile
{
    private void ReadEngineer(YamlMappingNode map)
    {
        Know(map, "id", "name", "language", "email", "targets");
        var targets = ReadTargets(map);
        if (targets.Count == 0)
        {
            Wrong(map.Start, "the engineer has no telephone", "give targets: a list of SIP addresses or numbers");
        }

        _engineers.Add(new Engineer(Id(map, "engineer"), Text(map, "name"), targets, Text(map, "language")) { Email = Email(map) });
    }

    /// <summary>Telephones in order: an address, or a map of an address and its quiet times.</summary>
    private List<EngineerTarget> ReadTargets(YamlMappingNode map)
    {
        if (!map.Children.TryGetValue(new YamlScalarNode("targets"), out var node))
        {
            return [];
        }

        if (node is not YamlSequenceNode list)
        {
            Wrong(node.Start, "targets is no list", "write targets: [\"sip:lucia@10.0.0.7\", \"+52 81 8345 0001\"]");
            return [];
        }

        var targets = new List<EngineerTarget>();
        foreach (var item in list)
        {
            switch (item)
            {
                case YamlScalarNode { Value.Length: > 0 } address:
                    targets.Add(EngineerTarget.FromString(Dialled(address, address.Value)));
                    break;
                case YamlMappingNode entry:
                    targets.Add(ReadTarget(entry));
                    break;
                default:
                    Wrong(item.Start, "this is no telephone", "write a SIP address or a number, or a map with address: and quiet:");
                    break;
            }
        }

        return targets;
    }

    private EngineerTarget ReadTarget(YamlMappingNode map)
    {
        Know(map, "address", "quiet");
        var quiet = new List<QuietTime>();
        Each(map, "quiet", time =>
        {
            Know(time, "days", "from", "until");
            quiet.Add(new QuietTime(Days(time), Time(time, "from"), Time(time, "until")));
        });
        var address = Text(map, "address");
        return new EngineerTarget(address.Length > 0 ? Dialled(map.Children["address"], address) : address, quiet);
    }

    private void ReadRota(YamlMappingNode map)
    {
        Know(map, "id", "zone", "shifts");
        var zone = Text(map, "zone");
        var known = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone);
        if (known is null)
        {
            Wrong(map.Start, $"there is no time zone '{zone}'", "write it as America/Mexico_City");
        }

        if (!map.Children.ContainsKey(new YamlScalarNode("shifts")))
        {
            Wrong(map.Start, "nobody is ever on call in the rota", "add shifts: with an engineer, from: and until:, or shifts: [] where schedules alone fill it");
        }

        var shifts = new List<Shift>();
        Each(map, "shifts", shift => shifts.Add(ReadShift(shift)));
        _rotas.Add(new Rota(Id(map, "rota"), known ?? DateTimeZone.Utc, shifts));
    }

    private Shift ReadShift(YamlMappingNode map)
    {
        Know(map, "engineer", "turns", "days", "from", "until", "first-day", "last-day");
        LocalDate? first = map.Children.ContainsKey(new YamlScalarNode("first-day")) ? Date(map, "first-day") : null;
        LocalDate? last = map.Children.ContainsKey(new YamlScalarNode("last-day")) ? Date(map, "last-day") : null;
        if (last < first && last != default(LocalDate)) Wrong(map.Start, "the shift ends before it begins", "swap first-day and last-day");
        return new Shift(ReadWho(map), Days(map), Time(map, "from"), Time(map, "until"), first, last);
    }

    private Rotation ReadWho(YamlMappingNode map)
    {
        if (!map.Children.TryGetValue(new YamlScalarNode("turns"), out var node))
        {
            var engineer = Text(map, "engineer");
            if (engineer.Length > 0) KnownEngineer(map.Children["engineer"], engineer);
            return Rotation.Of(engineer);
        }

        if (map.Children.ContainsKey(new YamlScalarNode("engineer")))
        {
            Wrong(node.Start, "a shift has one engineer or turns, not both", "leave out engineer:");
        }

        if (node is YamlMappingNode turns) return ReadTurns(turns);
        Wrong(node.Start, "turns is no map", "write turns: { engineers: [lucia, diego], every: 1 week, first-day: 2026-01-05, hand-over: \"09:00\" }");
        return Rotation.Of("");
    }

    private Rotation ReadTurns(YamlMappingNode map)
    {
        Know(map, "engineers", "every", "first-day", "hand-over");
        var engineers = Texts(map, "engineers");
        if (engineers.Count == 0)
        {
            Wrong(map.Start, "nobody takes turns", "add engineers: [lucia, diego]");
            engineers.Add("");
        }
        else
        {
            engineers.ForEach(engineer => KnownEngineer(map.Children["engineers"], engineer));
        }

        var (every, unit) = ReadEvery(map);
        return new Rotation(engineers, every, unit, Date(map, "first-day"), Time(map, "hand-over"));
    }

    /// <summary><c>1 week</c>, <c>3 days</c>, <c>2 months</c>; a unit alone is one of it.</summary>
    private (int Every, RotationUnit Unit) ReadEvery(YamlMappingNode map)
    {
        var text = Text(map, "every");
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var every = 1;
        if (words.Length is 1 or 2
            && (words.Length == 1 || (int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out every) && every is >= 1 and <= Rotation.MostEvery))
            && Enum.TryParse<RotationUnit>(words[^1].TrimEnd('s'), ignoreCase: true, out var unit)
            && words[^1].All(char.IsAsciiLetter))
        {
            return (every, unit);
        }

        if (text.Length > 0)
        {
            Wrong(map.Children["every"].Start, $"'{text}' is no length of a turn", $"write 1 day, 2 weeks or 1 month; at most {Rotation.MostEvery}");
        }

        return (1, RotationUnit.Week);
    }

    private void KnownEngineer(YamlNode at, string engineer)
    {
        if (_engineers.TrueForAll(known => known.Id != engineer))
        {
            Wrong(at.Start, $"there is no engineer '{engineer}' in this file", "name one of engineers:");
        }
    }
}
