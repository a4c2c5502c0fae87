namespace SupportLine.Domain.Lines;

/// <summary>Something that is supported: a product, a service, a software.</summary>
/// <param name="Id">Its id, by which contracts and equipment refer to it: <c>freepbx</c>.</param>
/// <param name="Title">As shown to people.</param>
/// <param name="Prompt">Key of the prompt that names it in a menu.</param>
/// <param name="Department">Id of the department that takes care of it, or null for the line as a whole.</param>
/// <param name="RequestTypes">Its own kinds of request; empty where the line's hold.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record Product(
    string Id,
    string Title,
    string Prompt,
    string? Department,
    IReadOnlyList<RequestType> RequestTypes,
    string Source);
