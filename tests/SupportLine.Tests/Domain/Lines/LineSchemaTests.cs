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

    [Theory]
    [InlineData("agent-ring: 25s", "2s, 90s, 120s, 1min, 1min 30s, 2min", "1s, 121s, 2min 1s, 3min, 1h")]
    [InlineData("engineer-ring: 25s", "2s, 25s, 119s, 2min", "1s, 25min, 200s")]
    [InlineData("accept-within: 8s", "1s, 8s, 60s, 1min", "61s, 1min 1s, 2min, 1h")]
    [InlineData("delay: 1min }", "1s }, 600s }, 9min 59s }, 10min }", "601s }, 10min 1s }, 11min }, 1h }, 60d }")]
    [InlineData("repeat-after: 15min", "1min, 15min, 1440min, 1h 30min, 23h, 24h, 1d", "59s, 1441min, 25h, 2d")]
    public async Task What_is_too_short_or_too_long_is_so_by_reader_and_schema_alike(string written, string good, string bad)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaText);
        var folder = Directory.CreateTempSubdirectory("schema");
        var file = Path.Combine(folder.FullName, "everything.yaml");
        File.Copy(Path.Combine(Folder, "holidays.ics"), Path.Combine(folder.FullName, "holidays.ics"));
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "everything.yaml"));
        Assert.Contains(written, text, StringComparison.Ordinal);
        foreach (var (time, isGood) in good.Split(", ").Select(time => (time, true)).Concat(bad.Split(", ").Select(time => (time, false))))
        {
            await File.WriteAllTextAsync(file, text.Replace(written, $"{written.Split(' ')[0]} {time}", StringComparison.Ordinal));
            var mistakes = LineFile.Read(file).Mistakes;
            Assert.True(mistakes.Count == 0 == isGood, $"{time}: {string.Join(", ", mistakes)}");
            Assert.True(schema.Validate(ToJson(Root(file))!.ToJsonString()).Count == 0 == isGood, $"{time} by the schema");
        }

        folder.Delete(recursive: true);
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
