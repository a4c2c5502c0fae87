using System.Globalization;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Contracts;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Server.Import;

/// <summary>Agents, with their lines, languages and skills.</summary>
internal sealed partial class DirectoryFile
{
    private readonly List<Agent> _agents = [];
    private readonly Dictionary<string, string> _agentPins = [];
    private readonly HashSet<string> _agentPinsTaken = [];
    private bool _namesAgents;

    private void ReadAgent(YamlMappingNode map)
    {
        Know(map, "id", "name", "phone", "lines", "languages", "skills", "pin");
        var id = Id(map, "agent");
        var lines = Texts(map, "lines");
        var languages = Texts(map, "languages");
        if (lines.Count == 0) Wrong(map.Start, "the agent takes callers of no line", "add lines: with the id of a line file, in brackets");
        if (languages.Count == 0) Wrong(map.Start, "the agent speaks no language", "add languages: [es-MX, en]");
        foreach (var line in lines.Where(line => _lines.All(known => known.Id != line)))
        {
            Wrong(map.Children["lines"].Start, $"there is no line '{line}'", $"the lines are {string.Join(", ", _lines.Select(known => known.Id).Order())}");
        }

        foreach (var language in languages.Where(language => !_lines.Any(known => lines.Contains(known.Id) && known.Languages.Contains(language))))
        {
            Wrong(map.Children["languages"].Start, $"no line of the agent offers '{language}'", $"its lines offer {string.Join(", ", LanguagesOf(lines))}");
        }

        if (Optional(map, "pin") is { } pin) ReadAgentPin(map, id, pin);
        _agents.Add(new Agent(id, Text(map, "name"), AgentPhone(map), lines, languages, Skills(map, lines)));
    }

    private IEnumerable<string> LanguagesOf(List<string> lines) =>
        _lines.Where(known => lines.Contains(known.Id)).SelectMany(known => known.Languages).Distinct();

    private string AgentPhone(YamlMappingNode map)
    {
        var phone = Text(map, "phone");
        if (phone.Length == 0) return phone;
        phone = Dialled(map.Children["phone"], phone);
        Once(map, "phone", "phone of an agent", phone);
        return phone;
    }

    /// <summary>Products as a list, all of the least level, or as a map of products and levels.</summary>
    private List<AgentSkill> Skills(YamlMappingNode map, List<string> lines)
    {
        if (!map.Children.TryGetValue(new YamlScalarNode("skills"), out var node)) return [];
        var skills = new List<AgentSkill>();
        if (node is not YamlMappingNode levels)
        {
            foreach (var product in Texts(map, "skills")) skills.Add(new AgentSkill(product, AgentSkill.LeastLevel));
        }
        else
        {
            foreach (var (key, value) in levels.Children)
            {
                var isLevel = int.TryParse((value as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var level)
                    && level is >= AgentSkill.LeastLevel and <= AgentSkill.MostLevel;
                if (!isLevel) Wrong(value.Start, $"'{value}' is no level", $"write a number from {AgentSkill.LeastLevel} to {AgentSkill.MostLevel}");
                skills.Add(new AgentSkill((key as YamlScalarNode)?.Value ?? "", isLevel ? level : AgentSkill.LeastLevel));
            }
        }

        var products = _lines.Where(known => lines.Contains(known.Id)).SelectMany(known => known.Products).Select(product => product.Id).Distinct().ToList();
        foreach (var skill in skills.Where(skill => !products.Contains(skill.Product)))
        {
            Wrong(node.Start, $"no line of the agent has the product '{skill.Product}'", $"its products are {string.Join(", ", products)}");
        }

        return skills;
    }

    /// <summary>From a phone that is nobody's the PIN tells who is calling, so no two agents share one.</summary>
    private void ReadAgentPin(YamlMappingNode map, string id, string pin)
    {
        var at = map.Children["pin"].Start;
        if (pin.Length is < 4 or > 12 || !pin.All(char.IsAsciiDigit)) Wrong(at, "the PIN is not of 4 to 12 digits", "choose digits alone, in quotes");
        else if (!_agentPinsTaken.Add(pin)) Wrong(at, "another agent has the same PIN", "give each agent a PIN of its own");
        else _agentPins[id] = PinHash.Create(pin);
    }
}
