namespace SupportLine.Domain.Lines;

/// <summary>How a line sells and spends credits: one is a minute of the support department's time (SNG-03).</summary>
/// <param name="Packs">Sizes in which they are sold, credits (SNG-04).</param>
/// <param name="WarnBelow">Balance under which a caller is warned, credits.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record CreditTerms(IReadOnlyList<int> Packs, int WarnBelow, string Source);
