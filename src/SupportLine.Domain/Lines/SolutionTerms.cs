using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>How a proposed solution is approved or refused (XIV-08).</summary>
/// <param name="Proposed">Id of the status in which the customer's answer is awaited.</param>
/// <param name="Approved">Id of the status after approval.</param>
/// <param name="Refused">Id of the status after refusal.</param>
/// <param name="ClosesAfter">Silence after which it counts as approved; null for never.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record SolutionTerms(string Proposed, string Approved, string Refused, Duration? ClosesAfter, string Source);
