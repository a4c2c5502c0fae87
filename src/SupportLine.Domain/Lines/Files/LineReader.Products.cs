namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private static readonly Dictionary<string, ContractNeed> ContractNeeds = new()
    {
        ["required"] = ContractNeed.Required,
        ["not-required"] = ContractNeed.NotRequired,
        ["not-offered"] = ContractNeed.NotOffered,
    };

    private static readonly Dictionary<string, OfferedTo> Audiences = new()
    {
        ["everyone"] = Lines.OfferedTo.Everyone,
        ["product-holders"] = Lines.OfferedTo.ProductHolders,
        ["named-accounts"] = Lines.OfferedTo.NamedAccounts,
    };

    private readonly HashSet<string> _requestTypeIds = [];

    private List<Department> Departments(Section file)
    {
        var ids = new HashSet<string>();
        var departments = new List<Department>();
        foreach (var section in OptionalSections(file, "departments", "a department"))
        {
            departments.Add(new Department(
                Id(section, "mail-and-hosting", ids),
                section.Text("title", "the name people know it by"),
                PromptKey(section, "prompt", "helpdesk.department.mail"),
                section.Has("agents") ? Agents(section) : NoAgents(section),
                Source(section)));
            section.Done();
        }

        return departments;
    }

    private static List<string> NoAgents(Section section)
    {
        section.Optional("agents");
        return [];
    }

    private List<Product> Products(Section file, List<Department> departments)
    {
        var ids = new HashSet<string>();
        var products = new List<Product>();
        var menu = new HashSet<string>();
        foreach (var section in OptionalSections(file, "products", "a product"))
        {
            products.Add(new Product(
                Id(section, "pbx", ids),
                section.Text("title", "the name people know it by"),
                OptionPrompt(section, "prompt", "helpdesk.product.pbx", menu),
                Reference(section, "department", departments.Select(department => department.Id)),
                RequestTypes(OptionalSections(section, "request-types", "a request type")),
                Source(section)));
            section.Done();
        }

        return products;
    }

    private List<RequestType> RequestTypes(Section file) =>
        RequestTypes(Sections(file, "request-types", "a request type", "a list with id, prompt, asks-severity, required-data and source"));

    private List<RequestType> RequestTypes(IEnumerable<Section> sections)
    {
        var menu = new HashSet<string>();
        return [.. sections.Select(section => RequestType(section, menu))];
    }

    private RequestType RequestType(Section section, HashSet<string> menu)
    {
        var id = Id(section, "falla", _requestTypeIds);
        var type = new RequestType(
            id,
            OptionPrompt(section, "prompt", "helpdesk.request.fault", menu),
            section.Flag("asks-severity"),
            RequiredData(section),
            Source(section))
        {
            Title = section.OptionalText("title", "the name people know it by") ?? id,
            Requirement = Requirement(section),
            OfferedTo = section.Choice("offered-to", Audiences, Lines.OfferedTo.Everyone),
        };
        section.Done();
        return type;
    }

    private Requirement Requirement(Section request)
    {
        if (request.Optional("requires") is not { } node) return Lines.Requirement.None;
        var section = new Section(node, "requires", mistakes);
        var read = new Requirement
        {
            Contract = section.Choice("contract", ContractNeeds, ContractNeed.NotRequired),
            Warranty = section.OptionalFlag("warranty"),
            Maintenance = section.OptionalFlag("maintenance"),
            Credits = section.OptionalFlag("credits"),
            BestEffort = section.OptionalFlag("best-effort"),
        };
        section.Done();
        if (read.BestEffort && read is not { Contract: not ContractNeed.Required, Warranty: false, Maintenance: false, Credits: false })
        {
            mistakes.Add(section.At("best-effort"), "a request is best effort and requires something", "take one of them out");
        }

        return read;
    }
}
