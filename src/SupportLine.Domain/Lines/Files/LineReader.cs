using System.Text.RegularExpressions;
using NodaTime;
using PhoneNumbers;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Domain.Lines.Files;

/// <summary>
/// Turns a line file's nodes into a <see cref="Line"/>, noting every mistake on the way. The content's hash is put in by
/// whoever has the content.
/// </summary>
internal sealed partial class LineReader(MistakeList mistakes, ClauseTable? clauses, BesideFiles beside)
{
    private const string SourceExample = "the clause it rests on, such as IPX-03, or operator";

    /// <summary>Numbers that are the service's own (`Diagnostics:Numbers`).</summary>
    private static readonly string[] Reserved = ["prompt", "nomedia", "echo"];

    public Line Read(YamlNode root, string id)
    {
        var file = new Section(root, "the line", mistakes);
        var region = Region(file);
        var outOfHours = OutOfHours(file);
        var severities = Severities(file, outOfHours);
        var calendars = Calendars(file);
        var departments = Departments(file);
        var products = Products(file, departments);
        var requestTypes = RequestTypes(file);
        var statuses = Statuses(file);
        var numbers = Numbers(file, region, calendars);
        var line = new Line
        {
            Id = id,
            ContentHash = "",
            Title = file.Text("title", "the name people know the line by"),
            Region = region,
            Languages = Languages(file),
            FolioPrefix = FolioPrefix(file),
            Numbers = numbers,
            Hours = calendars[0],
            Calendars = calendars,
            Identification = Identification(file),
            RequestTypes = requestTypes,
            Products = products,
            Departments = departments,
            Notices = Notices(file, products),
            StatusPages = StatusPages(file),
            Channels = Channels(file),
            Mails = Mails(file),
            HelpdeskMail = HelpdeskMail(file),
            OffersKnowledge = Cited(file, "knowledge-base", false, section => section.Flag("offered")),
            WhoMayOpen = Cited(file, "who-may-open", Openers.AuthorisedContacts, section => section.RequiredChoice("contacts", OpenersNames, Openers.AuthorisedContacts)),
            OneProblemPerTicket = Cited(file, "one-problem-per-ticket", false, section => section.Flag("required")),
            Credits = Credits(file, requestTypes.Concat(products.SelectMany(product => product.RequestTypes))),
            MaintenanceIncluded = Cited(file, "maintenance-included", 0, section => section.Number("months", 1, 120)),
            Reopening = Reopening(file, statuses),
            Solution = Solution(file, statuses),
            Resolved = Resolved(file, statuses),
            Consent = Consent(file, products),
            AccessData = Cited(file, "access-data", AccessDataPolicy.NeverStored, section => section.RequiredChoice("policy", AccessDataPolicies, AccessDataPolicy.NeverStored)),
            WarnBeforeDue = Cited(file, "warn-before-due", Duration.FromMinutes(15), section => section.Time("time")),
            RecordsTalks = Cited(file, "record-talks", false, section => section.Flag("allowed")),
            KeepRecordings = Cited(file, "keep-recordings", Duration.Zero, section => section.Time("time")),
            Severities = severities,
            StartingSeverity = StartingSeverity(file, severities, out var claimsStand),
            ClaimsStand = claimsStand,
            Statuses = statuses,
            OutOfHours = outOfHours,
            EscalatesExisting = EscalatesExisting(file),
            Routing = Routing(file, severities, products),
            Queue = Queue(file, region, numbers),
            Dialogue = Dialogue(file),
        };
        file.Done();
        return line;
    }

    private static string Region(Section file)
    {
        var region = file.Text("region", "two capitals of the country, such as MX");
        if (region.Length > 0 && !PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(region))
        {
            file.Wrong("region", region, "two capitals of the country, such as MX");
        }

        return region;
    }

    private List<string> Languages(Section file)
    {
        var languages = new List<string>();
        foreach (var (language, node) in file.Texts("languages", "[es-MX, en]"))
        {
            if (!LanguageForm().IsMatch(language))
            {
                mistakes.Add(node, $"\"{language}\" is no language code", "write one such as en, fr or es-MX");
            }
            else if (languages.Contains(language))
            {
                mistakes.Add(node, $"language {language} stands twice", "take one of them out");
            }
            else
            {
                languages.Add(language);
            }
        }

        if (languages.Count > 4) mistakes.Add(file.At("languages"), $"{languages.Count} languages are offered", "offer at most four at a time");
        return languages;
    }

    private static string FolioPrefix(Section file)
    {
        var prefix = file.Text("folio-prefix", "one to four digits in quotes, such as \"52\"");
        if (prefix.Length > 4 || !prefix.All(char.IsAsciiDigit))
        {
            file.Wrong("folio-prefix", prefix, "one to four digits in quotes, such as \"52\"");
        }

        return prefix;
    }

    private List<LineNumber> Numbers(Section file, string region, List<SupportHours> calendars)
    {
        const string right = "a number with + and country code, an extension's digits, or a name such as helpdesk";
        var numbers = new List<LineNumber>();
        foreach (var section in Sections(file, "numbers", "a number of the line", "[{ number: \"+52 81 1522-5000\", source: operator }]"))
        {
            var written = section.Text("number", right);
            var number = DialledNumber.Normalise(written, region);
            if (written.Length > 0 && number is null)
            {
                section.Wrong("number", written, right);
            }
            else if (Reserved.Contains(number))
            {
                mistakes.Add(section.At("number"), $"{written} is a diagnostic number of the service", "choose another name");
            }
            else if (numbers.Any(other => other.Number == number))
            {
                mistakes.Add(section.At("number"), $"number {written} stands twice", "take one of them out");
            }
            else if (number is not null)
            {
                numbers.Add(new LineNumber(number, section.Text("source", SourceExample)) { Calendar = Calendar(section, calendars) });
            }

            section.Optional("calendar");
            Source(section);
            section.Done();
        }

        return numbers;
    }

    /// <summary>The mappings of a list that must not be empty, one after another.</summary>
    private List<Section> Sections(Section parent, string key, string name, string example)
    {
        var nodes = parent.List(key, example);
        if (nodes.Count == 0 && parent.Has(key)) mistakes.Add(parent.At(key), $"{key} is empty", $"write {example}");
        return [.. nodes.Select(node => new Section(node, name, mistakes))];
    }

    /// <summary>An id of its own within a list: lower case, digits and dashes.</summary>
    private string Id(Section section, string example, HashSet<string> taken)
    {
        var id = section.Text("id", example);
        if (id.Length == 0) return id;
        if (!IdForm().IsMatch(id)) section.Wrong("id", id, $"lower-case letters, digits and dashes, such as {example}");
        else if (!taken.Add(id)) mistakes.Add(section.At("id"), $"id {id} stands twice", "give each its own id");
        return id;
    }

    private static string PromptKey(Section section, string key, string example)
    {
        var prompt = section.Text(key, example);
        CheckPrompt(section, key, prompt);
        return prompt;
    }

    /// <summary>A prompt that names an option: two alike in a menu could not be told apart by ear.</summary>
    private string OptionPrompt(Section section, string key, string example, HashSet<string> menu)
    {
        var prompt = PromptKey(section, key, example);
        if (prompt.Length > 0 && !menu.Add(prompt)) mistakes.Add(section.At(key), $"prompt {prompt} names two options of one menu", "give each option its own");
        return prompt;
    }

    private static string? OptionalPromptKey(Section section, string key, string example)
    {
        var prompt = section.OptionalText(key, example);
        if (prompt is not null) CheckPrompt(section, key, prompt);
        return prompt;
    }

    private static void CheckPrompt(Section section, string key, string prompt)
    {
        if (prompt.Length > 0 && !PromptForm().IsMatch(prompt)) section.Wrong(key, prompt, "a prompt's key, such as menu.main");
    }

    private string Source(Section section)
    {
        var source = section.Text("source", SourceExample);
        if (source.Length == 0 || source == ClauseTable.Operator) return source;
        if (!ClauseForm().IsMatch(source))
        {
            section.Wrong("source", source, "a clause such as IPX-03, or operator");
        }
        else if (clauses is not null && !clauses.IsSource(source))
        {
            var known = clauses.Clauses.Select(clause => clause.Id).Append(ClauseTable.Operator);
            mistakes.Add(section.At("source"), $"there is no clause {source}", Nearest.Suggest(source, known));
        }

        return source;
    }

    [GeneratedRegex("^[a-z]{2,3}(-[A-Z]{2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageForm();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex PromptForm();

    [GeneratedRegex(@"^[A-Z]{3}-\d{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ClauseForm();
}
