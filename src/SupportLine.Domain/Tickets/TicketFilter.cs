namespace SupportLine.Domain.Tickets;

/// <summary>Which tickets to list; null fields let everything through. The newest come first.</summary>
public sealed record TicketFilter
{
    public string? LineId { get; init; }

    public string? OrganisationId { get; init; }

    public string? Status { get; init; }

    public string? Assignee { get; init; }

    /// <summary>True for open ones only, false for ended ones only; needs <see cref="EndStatuses"/>.</summary>
    public bool? Open { get; init; }

    /// <summary>Ids of the statuses in which a ticket is finished, over all lines listed.</summary>
    public IReadOnlyList<string> EndStatuses { get; init; } = [];

    public int Limit { get; init; } = 100;
}
