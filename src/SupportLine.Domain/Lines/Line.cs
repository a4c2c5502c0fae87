using NodaTime;
using SupportLine.Domain.Mail;

namespace SupportLine.Domain.Lines;

/// <summary>One support line: a vendor's published terms as data. Read from <c>lines/ID.yaml</c>.</summary>
public sealed partial record Line
{
    /// <summary>The file's name without its ending: <c>ipaxes</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name a person knows it by.</summary>
    public required string Title { get; init; }

    /// <summary>SHA-256 of the file's bytes, lower-case hex: recorded with each decision.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Country whose national forms of numbers are understood, ISO 3166 in capitals: <c>MX</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Numbers it answers.</summary>
    public required IReadOnlyList<LineNumber> Numbers { get; init; }

    /// <summary>Languages offered, BCP 47, in the order of the menu: <c>es-MX</c>, <c>en</c>.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Leading digits of every folio of the line, 1 to 4 of them, no other line's prefix nor the start of one.</summary>
    public required string FolioPrefix { get; init; }

    /// <summary>The support hours that hold: the first calendar's, or those of the number dialled (<see cref="WithCalendar"/>).</summary>
    public required SupportHours Hours { get; init; }

    /// <summary>Every calendar, the first of which holds where nothing names another.</summary>
    public IReadOnlyList<SupportHours> Calendars { get; init; } = [];

    public required Identification Identification { get; init; }

    /// <summary>Kinds of request in the order of their keys.</summary>
    public required IReadOnlyList<RequestType> RequestTypes { get; init; }

    /// <summary>What is supported; empty where the line makes no difference.</summary>
    public IReadOnlyList<Product> Products { get; init; } = [];

    /// <summary>Parts of support; empty where the line is one.</summary>
    public IReadOnlyList<Department> Departments { get; init; } = [];

    /// <summary>What a caller is told about certain requests.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Where the state of services upstream is published.</summary>
    public IReadOnlyList<StatusPage> StatusPages { get; init; } = [];

    /// <summary>Ways to reach support; one that is not named opens nothing and answers nothing.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>What is mailed to whom; empty where nothing is.</summary>
    public IReadOnlyList<MailTerms> Mails { get; init; } = [];

    /// <summary>Where each new ticket is mailed to; null for nowhere.</summary>
    public HelpdeskMail? HelpdeskMail { get; init; }

    /// <summary>Whether the knowledge base is offered before a request is raised in writing (XCL-02).</summary>
    public Cited<bool> OffersKnowledge { get; init; } = new(false, ClauseTable.Operator);

    /// <summary>Who may raise tickets.</summary>
    public Cited<Openers> WhoMayOpen { get; init; } = new(Openers.AuthorisedContacts, ClauseTable.Operator);

    /// <summary>Whether one ticket covers one problem only, so that a second problem is a second ticket, within a call too (SNG-01).</summary>
    public Cited<bool> OneProblemPerTicket { get; init; } = new(false, ClauseTable.Operator);

    /// <summary>How long recordings are kept, from the call's beginning; zero for ever.</summary>
    public Cited<Duration> KeepRecordings { get; init; } = new(Duration.Zero, ClauseTable.Operator);

    /// <summary>Whether what caller and agent or engineer say to each other is recorded; both are told before.</summary>
    public Cited<bool> RecordsTalks { get; init; } = new(false, ClauseTable.Operator);

    /// <summary>Credits; null where the line has none.</summary>
    public CreditTerms? Credits { get; init; }

    /// <summary>Months of maintenance that come with a new product (SNG-08); 0 for none.</summary>
    public Cited<int> MaintenanceIncluded { get; init; } = new(0, ClauseTable.Operator);

    public Reopening Reopening { get; init; } = new(ReopeningPolicy.Never, null, ClauseTable.Operator);

    /// <summary>Proposed solutions; null where the line knows none.</summary>
    public SolutionTerms? Solution { get; init; }

    /// <summary>Id of the status that a ticket gets where the helper says in a talk that the matter is settled; null where that is not enough.</summary>
    public Cited<string>? Resolved { get; init; }

    /// <summary>Consent to access; null where none is asked.</summary>
    public ConsentTerms? Consent { get; init; }

    public Cited<AccessDataPolicy> AccessData { get; init; } = new(AccessDataPolicy.NeverStored, ClauseTable.Operator);

    /// <summary>How long before a first response is due somebody is warned.</summary>
    public Cited<NodaTime.Duration> WarnBeforeDue { get; init; } = new(NodaTime.Duration.FromMinutes(15), ClauseTable.Operator);

    /// <summary>Classes of severity from the lowest to the highest.</summary>
    public required IReadOnlyList<Severity> Severities { get; init; }

    /// <summary>Id of the severity at which every ticket stands until verified.</summary>
    public required Cited<string> StartingSeverity { get; init; }

    /// <summary>
    /// Whether a claim confirmed by the caller stands at once (XCL-04: the priority is chosen by definition), instead of
    /// waiting for somebody to verify it.
    /// </summary>
    public bool ClaimsStand { get; init; }

    /// <summary>Statuses a ticket may have; the first is the one it is raised in.</summary>
    public required IReadOnlyList<TicketStatus> Statuses { get; init; }

    /// <summary>What is attended while support is closed.</summary>
    public required OutOfHours OutOfHours { get; init; }

    /// <summary>Whether a caller may have an existing ticket escalated because production is down (IPX-10).</summary>
    public required Cited<bool> EscalatesExisting { get; init; }

    public required Routing Routing { get; init; }

    /// <summary>How callers wait for agents who sign in; null where the agents of <see cref="Routing"/> are rung in turn.</summary>
    public QueueTerms? Queue { get; init; }

    public required Dialogue Dialogue { get; init; }
}
