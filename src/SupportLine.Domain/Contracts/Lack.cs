using NodaTime;

namespace SupportLine.Domain.Contracts;

/// <summary>One thing an account does not have and a request needs.</summary>
/// <param name="Kind">What.</param>
/// <param name="Until">Last day on which it was there; null when it never was.</param>
/// <param name="Remedy">What can be done about it.</param>
public sealed record Lack(LackKind Kind, LocalDate? Until, Remedy Remedy);
