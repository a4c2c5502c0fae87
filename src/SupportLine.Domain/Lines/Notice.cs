namespace SupportLine.Domain.Lines;

/// <summary>Something a caller is told about a request before it is raised.</summary>
/// <param name="Id">Its id, for the record.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Prompt">Key of the prompt.</param>
/// <param name="Products">Ids of the products it concerns; empty for all.</param>
/// <param name="RequestTypes">Ids of the request types it concerns; empty for all.</param>
/// <param name="Address">An address sent by message, since it can not be spoken; null for none.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record Notice(
    string Id,
    NoticeKind Kind,
    string Prompt,
    IReadOnlyList<string> Products,
    IReadOnlyList<string> RequestTypes,
    string? Address,
    string Source)
{
    /// <summary>Whether it is told for a request; one about certain products is not told when the product is unknown.</summary>
    public bool Concerns(string? product, string? requestType) =>
        (Products.Count == 0 || (product is not null && Products.Contains(product)))
        && (RequestTypes.Count == 0 || (requestType is not null && RequestTypes.Contains(requestType)));
}
