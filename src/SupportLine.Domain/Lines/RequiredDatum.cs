namespace SupportLine.Domain.Lines;

/// <summary>Something a request needs.</summary>
/// <param name="Id">Its name on the ticket: <c>description</c>, <c>contact-number</c>, <c>device</c>.</param>
/// <param name="Asked">How the telephone asks for it.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record RequiredDatum(string Id, HowAsked Asked, string Source);
