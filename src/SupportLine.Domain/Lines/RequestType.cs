namespace SupportLine.Domain.Lines;

/// <summary>A kind of request a caller may make.</summary>
/// <param name="Id">Its id: <c>alta</c>, <c>falla</c>.</param>
/// <param name="Prompt">Key of the prompt that names it in a menu, phrase for "to report a fault".</param>
/// <param name="AsksSeverity">Whether the caller is asked how bad it is; a request that is no fault stands at the starting class.</param>
/// <param name="RequiredData">Names of what the vendor wants to know; what was not asked is listed as missing on the ticket.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed partial record RequestType(
    string Id,
    string Prompt,
    bool AsksSeverity,
    IReadOnlyList<RequiredDatum> RequiredData,
    string Source)
{
    /// <summary>As shown to people; the id where the file gives none.</summary>
    public string Title { get; init; } = Id;

    /// <summary>What an account needs for it.</summary>
    public Requirement Requirement { get; init; } = Requirement.None;

    /// <summary>To whom it is offered.</summary>
    public OfferedTo OfferedTo { get; init; }
}
