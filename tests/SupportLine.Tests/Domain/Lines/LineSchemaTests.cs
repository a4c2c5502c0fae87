using System.Text.Json.Nodes;
using NJsonSchema;
using SupportLine.Domain.Lines;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Tests.Domain.Lines;

/// <summary>The JSON Schema that editors complete by says what the reader says.</summary>
public sealed class LineSchemaTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "tests", "SupportLine.Tests", "Domain", "Lines");

    private static readonly string SchemaText = File.ReadAllText(Path.Combine(RepositoryFiles.Lines, "line.schema.json"));

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(RepositoryFiles.Lines, "*.yaml", SearchOption.AllDirectories)
            .Append(Path.Combine(Folder, "everything.yaml"))
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_good_line_file_is_good_by_the_schema_too(string file)
    {
        var path = Path.Combine(RepositoryFiles.Root, file);
        Assert.Empty(LineFile.Read(path).Mistakes);
        var schema = await JsonSchema.FromJsonAsync(SchemaText);
        Assert.Empty(schema.Validate(ToJson(Root(path))!.ToJsonString()));
    }

    [Theory]
    [InlineData("titel", "x")]
    [InlineData("region", "mexico")]
    [InlineData("folio-prefix", "abc")]
    public async Task What_the_reader_refuses_the_schema_marks(string key, string value)
    {
        var json = ToJson(Root(Path.Combine(Folder, "everything.yaml")))!.AsObject();
        json[key] = value;
        Assert.NotEmpty((await JsonSchema.FromJsonAsync(SchemaText)).Validate(json.ToJsonString()));
    }

    [Fact]
    public void Every_key_of_the_schema_is_one_the_reader_knows()
    {
        var schema = JsonNode.Parse(SchemaText)!.AsObject();
        var used = KeysOf(Root(Path.Combine(Folder, "everything.yaml"))).ToHashSet();
        Assert.Empty(PropertiesOf(schema).Except(used));
        Assert.Empty(used.Except(PropertiesOf(schema)));
    }

    private static YamlNode Root(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(path)));
        return stream.Documents[0].RootNode;
    }

    private static IEnumerable<string> KeysOf(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair => KeysOf(pair.Value).Append(pair.Key.ToString())),
        YamlSequenceNode list => list.Children.SelectMany(KeysOf),
        _ => [],
    };

    private static HashSet<string> PropertiesOf(JsonNode node)
    {
        var keys = new HashSet<string>();
        if (node is JsonArray list) foreach (var item in list) keys.UnionWith(PropertiesOf(item!));
        if (node is not JsonObject map) return keys;
        foreach (var (key, value) in map)
        {
            if (key == "properties") keys.UnionWith(value!.AsObject().Select(pair => pair.Key));
            keys.UnionWith(PropertiesOf(value!));
        }

        return keys;
    }

    /// <summary>As an editor sees it: plain true, false and whole numbers are no words.</summary>
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } number when int.TryParse(number.Value, out var value) => JsonValue.Create(value),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => null,
    };
}
