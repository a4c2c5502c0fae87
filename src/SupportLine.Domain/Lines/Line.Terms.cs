using SupportLine.Domain.Mail;

namespace SupportLine.Domain.Lines;

public sealed partial record Line
{
    /// <summary>The status a ticket is raised in.</summary>
    public TicketStatus FirstStatus => Statuses[0];

    /// <summary>Ids of the statuses in which a ticket is finished.</summary>
    public IEnumerable<string> EndStatuses => Statuses.Where(status => status.IsEnd).Select(status => status.Id);

    /// <summary>The line under the support hours of one of its calendars; itself when it has no such calendar.</summary>
    public Line WithCalendar(string id) =>
        id == Hours.Id || Calendars.FirstOrDefault(calendar => calendar.Id == id) is not { } hours ? this : this with { Hours = hours };

    /// <summary>A severity by id, or null.</summary>
    public Severity? FindSeverity(string? id) => Severities.FirstOrDefault(severity => severity.Id == id);

    /// <summary>Id of the severity at which a ticket stands when it is raised: the starting class, or a claim where claims stand.</summary>
    /// <param name="claimed">Id of the severity the caller claims, or null.</param>
    /// <param name="confirmed">Whether the second question confirmed it.</param>
    /// <param name="open">Whether support was open as it was asked.</param>
    public string StandsAt(string? claimed, bool confirmed, bool open) =>
        ClaimsStand && FindSeverity(claimed) is { } severity && (confirmed || severity.SecondQuestion(open) is null)
            ? severity.Id
            : StartingSeverity.Value;

    /// <summary>A status by id, or null.</summary>
    public TicketStatus? FindStatus(string? id) => Statuses.FirstOrDefault(status => status.Id == id);

    /// <summary>A request type by id, the line's own or a product's, or null.</summary>
    public RequestType? FindRequestType(string? id) => AllRequestTypes.FirstOrDefault(type => type.Id == id);

    /// <summary>A product by id, or null.</summary>
    public Product? FindProduct(string? id) => Products.FirstOrDefault(product => product.Id == id);

    /// <summary>The kinds of request for a product: its own, or the line's where it has none or no product is known.</summary>
    public IReadOnlyList<RequestType> RequestTypesFor(string? product) =>
        FindProduct(product) is { RequestTypes.Count: > 0 } own ? own.RequestTypes : RequestTypes;

    /// <summary>The department that takes care of a product; null where none does (IPX-19).</summary>
    public Department? DepartmentOf(string? product) =>
        FindProduct(product)?.Department is { } id ? Departments.FirstOrDefault(department => department.Id == id) : null;

    /// <summary>The targets to put a caller through to about a product: its department's agents, or the line's.</summary>
    public IReadOnlyList<string> AgentsFor(string? product) =>
        DepartmentOf(product) is { Agents.Count: > 0 } department ? department.Agents : Routing.Agents;

    /// <summary>Whether there may be somebody to put a caller through to in support hours: agents who sign in, or targets.</summary>
    public bool HasAgentsFor(string? product) => Queue is not null || AgentsFor(product).Count > 0;

    /// <summary>What a caller is told before a request is raised.</summary>
    public IEnumerable<Notice> NoticesFor(string? product, string? requestType) =>
        Notices.Where(notice => notice.Concerns(product, requestType));

    /// <summary>Every kind of request there is.</summary>
    public IEnumerable<RequestType> AllRequestTypes => RequestTypes.Concat(Products.SelectMany(product => product.RequestTypes));

    /// <summary>Whether each new ticket is mailed to its requester, with its folio.</summary>
    public bool MailsNewTickets => Mails.Any(terms => terms.On == MailOccasion.Creation && terms.To.Contains(MailReader.Requester));

    /// <summary>
    /// Keys of every prompt the line itself can have spoken: what is checked for presence at start, in each of its languages.
    /// </summary>
    public IEnumerable<string> PromptKeys =>
        new[] { Dialogue.Welcome }
            .Concat(AllRequestTypes.Select(type => type.Prompt))
            .Concat(Products.Select(product => product.Prompt))
            .Concat(Departments.Select(department => department.Prompt))
            .Concat(Notices.Select(notice => notice.Prompt))
            .Concat(Consent is null ? [] : [Consent.Prompt])
            .Concat(Severities.SelectMany(severity => new[] { severity.DefinitionPrompt, severity.NamePrompt, severity.ConfirmPrompt, severity.NightPrompt }).OfType<string>())
            .Concat(Statuses.Select(status => status.Prompt))
            .Distinct();
}
