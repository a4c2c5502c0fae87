namespace SupportLine.Domain.Lines;

/// <summary>A status of the line's own, mapped onto what the product has to know of it.</summary>
/// <param name="Id"><c>open</c>, <c>in-progress</c>, <c>waiting-for-customer</c>.</param>
/// <param name="Prompt">Key of the prompt that tells it to a caller.</param>
/// <param name="IsEnd">Whether the ticket is finished in it.</param>
/// <param name="Next">Ids it may move to.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record TicketStatus(string Id, string Prompt, bool IsEnd, IReadOnlyList<string> Next, string Source)
{
    /// <summary>Whether the clock of the first response stands still in it: support waits for the customer.</summary>
    public bool PausesClock { get; init; }

    /// <summary>Who may move a ticket into it.</summary>
    public IReadOnlyList<TicketParty> SetBy { get; init; } = [TicketParty.Support, TicketParty.System];
}
