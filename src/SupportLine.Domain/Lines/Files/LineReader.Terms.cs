using NodaTime;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private static readonly Dictionary<string, NoticeKind> NoticeKinds = new()
    {
        ["out-of-scope"] = NoticeKind.OutOfScope,
        ["fee"] = NoticeKind.Fee,
        ["form"] = NoticeKind.Form,
        ["condition"] = NoticeKind.Condition,
        ["scope"] = NoticeKind.Scope,
    };

    private static readonly Dictionary<string, Openers> OpenersNames = new()
    {
        ["authorised-contacts"] = Openers.AuthorisedContacts,
        ["registered-contacts"] = Openers.RegisteredContacts,
    };

    private static readonly Dictionary<string, AccessDataPolicy> AccessDataPolicies = new()
    {
        ["never-stored"] = AccessDataPolicy.NeverStored,
        ["secret-field"] = AccessDataPolicy.SecretField,
    };

    private List<Notice> Notices(Section file, List<Product> products)
    {
        var ids = new HashSet<string>();
        var notices = new List<Notice>();
        foreach (var section in OptionalSections(file, "notices", "a notice"))
        {
            notices.Add(new Notice(
                Id(section, "cabling", ids),
                section.RequiredChoice("kind", NoticeKinds, NoticeKind.Scope),
                PromptKey(section, "prompt", "helpdesk.notice.cabling"),
                References(section, "products", products.Select(product => product.Id)),
                References(section, "request-types", _requestTypeIds),
                Address(section, required: false),
                Source(section)));
            section.Done();
        }

        return notices;
    }

    private List<StatusPage> StatusPages(Section file)
    {
        var ids = new HashSet<string>();
        var pages = new List<StatusPage>();
        foreach (var section in OptionalSections(file, "status-pages", "a status page"))
        {
            pages.Add(new StatusPage(
                Id(section, "google", ids),
                section.Text("title", "the name people know it by"),
                Address(section, required: true) ?? "",
                Source(section)));
            section.Done();
        }

        return pages;
    }

    private static string? Address(Section section, bool required)
    {
        const string right = "a web address such as https://status.example.com";
        var text = required ? section.Text("address", right) : section.OptionalText("address", right);
        if (string.IsNullOrEmpty(text)) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") return text;
        section.Wrong("address", text, right);
        return null;
    }

    private List<Channel> Channels(Section file)
    {
        var ids = new HashSet<string>();
        var channels = new List<Channel>();
        foreach (var section in OptionalSections(file, "channels", "a channel"))
        {
            channels.Add(new Channel(Id(section, "portal", ids), section.Flag("opens"), section.Flag("follows-up"), Source(section)));
            section.Done();
        }

        return channels;
    }

    private ConsentTerms? Consent(Section file, List<Product> products)
    {
        if (file.Optional("consent") is not { } node) return null;
        var section = new Section(node, "consent", mistakes);
        var read = new ConsentTerms(
            PromptKey(section, "prompt", "helpdesk.consent"),
            References(section, "products", products.Select(product => product.Id)),
            Source(section));
        section.Done();
        return read;
    }

    private CreditTerms? Credits(Section file, IEnumerable<RequestType> types)
    {
        if (file.Optional("credits") is not { } node)
        {
            if (types.FirstOrDefault(type => type.Requirement.Credits) is { } spender)
            {
                mistakes.Add(file.Node, $"request type {spender.Id} requires credits and the line has none", "add credits: { packs: [120, 300, 600], source: operator }");
            }

            return null;
        }

        var section = new Section(node, "credits", mistakes);
        var read = new CreditTerms(Packs(section), section.Number("warn-below", 0, 100_000, otherwise: 0), Source(section));
        section.Done();
        return read;
    }

    private List<int> Packs(Section credits)
    {
        var packs = new List<int>();
        foreach (var (text, node) in credits.Texts("packs", "[120, 300, 600]"))
        {
            if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var pack) && pack > 0) packs.Add(pack);
            else mistakes.Add(node, $"\"{text}\" is no number of credits", "write a positive number such as 120");
        }

        return packs;
    }

    private Cited<T> Cited<T>(Section file, string key, T otherwise, Func<Section, T> read)
    {
        if (file.Optional(key) is not { } node) return new Cited<T>(otherwise, ClauseTable.Operator);
        var section = new Section(node, key, mistakes);
        var cited = new Cited<T>(read(section), Source(section));
        section.Done();
        return cited;
    }

    /// <summary>The mappings of a list that may be missing.</summary>
    private List<Section> OptionalSections(Section parent, string key, string name) =>
        [.. parent.List(key, "a list", mayBeMissing: true).Select(node => new Section(node, name, mistakes))];

    private string? Reference(Section section, string key, IEnumerable<string> known)
    {
        var id = section.OptionalText(key, $"the id of a {key}");
        if (id is not null) CheckReference(id, section.At(key), key, known);
        return id;
    }

    private List<string> References(Section section, string key, IEnumerable<string> known)
    {
        var ids = section.Texts(key, "a list of ids", mayBeMissing: true);
        foreach (var (id, node) in ids) CheckReference(id, node, key.TrimEnd('s'), known);
        return [.. ids.Select(id => id.Text)];
    }

    private void CheckReference(string id, YamlNode at, string what, IEnumerable<string> known)
    {
        var all = known.ToList();
        if (!all.Contains(id)) mistakes.Add(at, $"there is no {what} {id}", Nearest.Suggest(id, all));
    }
}
