namespace SupportLine.Domain.Lines;

/// <summary>Something a request needs.</summary>
/// <param name="Id">Its name on the ticket: <c>description</c>, <c>contact-number</c>, <c>device</c>.</param>
/// <param name="Asked">How the telephone asks for it.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record RequiredDatum(string Id, HowAsked Asked, string Source)
{
    /// <summary>
    /// Whether a written form is refused without it (XIV-02). On the telephone nobody is turned away for it: it is listed as
    /// missing.
    /// </summary>
    public bool Mandatory { get; init; }
}
