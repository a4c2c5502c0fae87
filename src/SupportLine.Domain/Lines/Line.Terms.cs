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

    /// <summary>A status by id, or null.</summary>
    public TicketStatus? FindStatus(string? id) => Statuses.FirstOrDefault(status => status.Id == id);

    /// <summary>A request type by id, or null.</summary>
    public RequestType? FindRequestType(string? id) => RequestTypes.FirstOrDefault(type => type.Id == id);

    /// <summary>
    /// Keys of every prompt the line itself can have spoken: what is checked for presence at start, in each of its languages.
    /// </summary>
    public IEnumerable<string> PromptKeys =>
        new[] { Dialogue.Welcome }
            .Concat(RequestTypes.Select(type => type.Prompt))
            .Concat(Severities.SelectMany(severity => new[] { severity.DefinitionPrompt, severity.ConfirmPrompt, severity.NightPrompt }).OfType<string>())
            .Concat(Statuses.Select(status => status.Prompt))
            .Distinct();
}
