namespace SupportLine.Domain.Lines;

/// <summary>Where each new ticket is mailed to, with its recording.</summary>
/// <param name="Address">A mail address.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record HelpdeskMail(string Address, string Source);
