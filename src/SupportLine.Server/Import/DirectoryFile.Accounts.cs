using NodaTime;
using SupportLine.Domain.Contracts;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Server.Import;

/// <summary>What an organisation has with a line besides contracts: its account number, its equipment, what is open to it.</summary>
internal sealed partial class DirectoryFile
{
    private static bool IsKeyable(string number) => number.Length is > 0 and <= 12 && number.All(char.IsAsciiDigit);

    private string? AccountNumber(YamlMappingNode map)
    {
        if (Optional(map, "number") is not { } number) return null;
        if (!IsKeyable(number)) Wrong(map.Children["number"].Start, $"account number '{number}' cannot be keyed", "use 1 to 12 digits, in quotes");
        Once(map, "number", "account number", number);
        return number;
    }

    private void ReadAsset(YamlMappingNode map, string organisation)
    {
        Know(map, "id", "line", "product", "bought", "warranty-until", "maintenance-until", "facts");
        var id = Text(map, "id");
        var (line, product) = Product(map);
        Once(map, "id", $"asset of line {line}", id);
        _assets.Add(new Asset(id, organisation, line, product, Day(map, "bought"), Day(map, "warranty-until"), Day(map, "maintenance-until"), Facts(map)));
    }

    private void ReadNamed(YamlMappingNode map, string organisation)
    {
        Know(map, "line", "request-type");
        var terms = Terms(map);
        var type = Text(map, "request-type");
        if (terms is not null && type.Length > 0 && terms.FindRequestType(type) is null)
        {
            Wrong(map.Children["request-type"].Start, $"line {terms.Id} has no request type '{type}'", $"its request types are {string.Join(", ", terms.AllRequestTypes.Select(known => known.Id))}");
        }

        _named.Add(new NamedAccount(organisation, terms?.Id ?? "", type));
    }

    /// <summary>The line and product an entry names, both of which have to exist.</summary>
    private (string Line, string Product) Product(YamlMappingNode map)
    {
        var terms = Terms(map);
        var product = Text(map, "product");
        if (terms is not null && product.Length > 0 && terms.Products.All(known => known.Id != product))
        {
            Wrong(map.Children["product"].Start, $"line {terms.Id} has no product '{product}'", $"its products are {string.Join(", ", terms.Products.Select(known => known.Id))}");
        }

        return (terms?.Id ?? "", product);
    }

    private Domain.Lines.Line? Terms(YamlMappingNode map)
    {
        var line = Text(map, "line");
        var terms = _lines.FirstOrDefault(known => known.Id == line);
        if (terms is null && line.Length > 0)
        {
            Wrong(map.Children["line"].Start, $"there is no line '{line}'", $"the lines are {string.Join(", ", _lines.Select(known => known.Id).Order())}");
        }

        return terms;
    }

    private LocalDate? Day(YamlMappingNode map, string key) => Optional(map, key) is null ? null : Date(map, key);

    private Dictionary<string, string> Facts(YamlMappingNode map)
    {
        if (!map.Children.TryGetValue(new YamlScalarNode("facts"), out var node)) return [];
        if (node is YamlMappingNode facts && facts.Children.All(pair => pair is { Key: YamlScalarNode { Value.Length: > 0 }, Value: YamlScalarNode { Value.Length: > 0 } }))
        {
            return facts.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!);
        }

        Wrong(node.Start, "facts are no map of names and values", "write facts: { version: \"17.0\" }");
        return [];
    }
}
