namespace SupportLine.Domain.OnCall;

/// <summary>Somebody who can be on call.</summary>
/// <param name="Id">Short key: <c>lucia</c>.</param>
/// <param name="Name">As spoken and shown.</param>
/// <param name="Targets">Where to phone, in order: SIP URIs or numbers.</param>
/// <param name="Language">BCP 47.</param>
public sealed record Engineer(string Id, string Name, IReadOnlyList<string> Targets, string Language);
