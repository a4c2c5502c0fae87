using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Server.Import;

/// <summary>
/// Reads a directory file, as <c>demo/directory.yaml</c> shows it: organisations with their contacts and contracts, engineers
/// and rotas, agents. Everything is read before anything is kept, so that a file is taken whole or not at all.
/// </summary>
internal sealed partial class DirectoryFile
{
    private readonly string _path;
    private readonly IReadOnlyList<Line> _lines;
    private readonly IReadOnlySet<string> _phones;
    private readonly List<ImportMistake> _mistakes = [];
    private readonly List<Organisation> _organisations = [];
    private readonly List<Contact> _contacts = [];
    private readonly Dictionary<string, string> _pins = [];
    private readonly List<Contract> _contracts = [];
    private readonly List<Asset> _assets = [];
    private readonly List<NamedAccount> _named = [];
    private readonly List<Engineer> _engineers = [];
    private readonly List<Rota> _rotas = [];
    private readonly HashSet<(string Kind, string Id)> _ids = [];

    /// <summary>Country of telephone numbers written in national form; that of nowhere takes none of them.</summary>
    private string _region = "ZZ";

    private DirectoryFile(string path, IReadOnlyList<Line> lines, IReadOnlySet<string> phones)
    {
        _path = path;
        _lines = lines;
        _phones = phones;
    }

    /// <summary>The import, or null and every mistake.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">The lines there are.</param>
    /// <param name="phones">Names of the site's own phones.</param>
    /// <param name="mistakes">What is wrong.</param>
    public static DirectoryImport? Read(string path, IReadOnlyList<Line> lines, IReadOnlySet<string> phones, out IReadOnlyList<ImportMistake> mistakes)
    {
        var file = new DirectoryFile(path, lines, phones);
        mistakes = file._mistakes;
        try
        {
            using var reader = File.OpenText(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count == 1 && yaml.Documents[0].RootNode is YamlMappingNode root)
            {
                file.ReadRoot(root);
            }
            else
            {
                file.Wrong(default, "the file is no map", "begin it with organisations:");
            }
        }
        catch (YamlException e)
        {
            file.Wrong(e.Start, e.Message, "mend the YAML there");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.Wrong(default, e.Message, "name a file that can be read");
        }

        return file._mistakes.Count > 0
            ? null
            : new DirectoryImport(file._organisations, file._contacts, file._pins, file._contracts, file._engineers, file._rotas)
            {
                Assets = file._assets,
                NamedAccounts = file._named,
                Agents = file._agents,
                NamesAgents = file._namesAgents,
                AgentPinHashes = file._agentPins,
            };
    }

    private void ReadRoot(YamlMappingNode root)
    {
        Know(root, "region", "organisations", "engineers", "rotas", "agents");
        var regions = _lines.Select(line => line.Region).Distinct().ToList();
        _region = Optional(root, "region") ?? (regions.Count == 1 ? regions[0] : _region);
        Each(root, "organisations", ReadOrganisation);
        Each(root, "engineers", ReadEngineer);
        Each(root, "rotas", ReadRota);
        Each(root, "agents", ReadAgent);
        _namesAgents = root.Children.ContainsKey(new YamlScalarNode("agents"));
    }

    private void ReadOrganisation(YamlMappingNode map)
    {
        Know(map, "id", "name", "number", "contacts", "contracts", "assets", "named-for");
        var id = Id(map, "organisation");
        _organisations.Add(new Organisation(id, Text(map, "name")) { Number = AccountNumber(map) });
        var pins = new HashSet<string>();
        Each(map, "contacts", contact => ReadContact(contact, id, pins));
        Each(map, "contracts", contract => ReadContract(contract, id));
        Each(map, "assets", asset => ReadAsset(asset, id));
        Each(map, "named-for", named => ReadNamed(named, id));
    }

    private void ReadContact(YamlMappingNode map, string organisation, HashSet<string> pins)
    {
        Know(map, "id", "name", "phone", "email", "language", "authorised", "pin");
        var id = Id(map, "contact");
        var phone = Optional(map, "phone");
        var e164 = phone is null ? null : TelephoneNumber.ToE164(phone, _region);
        if (phone is not null && e164 is null)
        {
            Wrong(map.Children["phone"].Start, $"'{phone}' is no telephone number", "write it as +52 81 8345 0101");
        }

        if (Optional(map, "pin") is { } pin)
        {
            ReadPin(map, id, pin, pins);
        }

        _contacts.Add(new Contact(id, organisation, Text(map, "name"), e164, Email(map), Optional(map, "language"), Flag(map, "authorised")));
    }

    /// <summary>Within an organisation a PIN tells who is calling, so no two contacts share one.</summary>
    private void ReadPin(YamlMappingNode map, string id, string pin, HashSet<string> pins)
    {
        var at = map.Children["pin"].Start;
        if (pin.Length is < 4 or > 12 || !pin.All(char.IsAsciiDigit))
        {
            Wrong(at, "the PIN is not of 4 to 12 digits", "choose digits alone, in quotes");
        }
        else if (PinLength.Mistake(pin, _lines) is var (wrong, right))
        {
            Wrong(at, wrong, right);
        }
        else if (!pins.Add(pin))
        {
            Wrong(at, "another contact of the organisation has the same PIN", "give each contact a PIN of its own");
        }
        else
        {
            _pins[id] = PinHash.Create(pin);
        }
    }

    private void ReadContract(YamlMappingNode map, string organisation)
    {
        Know(map, "number", "line", "product", "from", "until");
        var number = Text(map, "number");
        if (!IsKeyable(number)) Wrong(map.Start, $"contract number '{number}' cannot be keyed", "use 1 to 12 digits, in quotes");

        var (line, product) = Product(map);
        Once(map, "number", $"contract of line {line}", number);

        var from = Date(map, "from");
        var until = Date(map, "until");
        if (from > until)
        {
            Wrong(map.Start, "the contract ends before it begins", "swap from and until");
        }

        _contracts.Add(new Contract(number, organisation, line, product, from, until));
    }

    /// <summary>The id of an entry, which no other of its kind has.</summary>
    private string Id(YamlMappingNode map, string kind)
    {
        var id = Text(map, "id");
        Once(map, "id", kind, id);
        return id;
    }

    private void Once(YamlMappingNode map, string key, string kind, string id)
    {
        if (id.Length > 0 && !_ids.Add((kind, id)))
        {
            Wrong(map.Children[key].Start, $"there is a {kind} '{id}' already", "give each its own");
        }
    }

    private void Wrong(Mark at, string wrong, string right) => _mistakes.Add(new ImportMistake(_path, at.Line, at.Column, wrong, right));
}
