using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Ivr.Drills;

/// <summary>An exercise to hold.</summary>
/// <param name="Line">Whose engineers are rung, from its first number.</param>
/// <param name="Severity">Id of the severity whose ladder is taken; null for that of any.</param>
/// <param name="Product">Id of the product likewise.</param>
/// <param name="At">Whoever is on call then is rung, now.</param>
/// <param name="Everyone">Everybody in the whole ladder; else until somebody accepts.</param>
public sealed record DrillOrder(Line Line, string? Severity, string? Product, Instant At, bool Everyone);
