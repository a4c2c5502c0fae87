using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>How the engineers are rung for certain emergencies: rung after rung, round after round, and never without end.</summary>
/// <param name="Id">Short key: <c>core</c>.</param>
/// <param name="Severities">Ids of the severities it is for, as claimed; empty for all.</param>
/// <param name="Products">Ids of the products it is for; empty for all.</param>
/// <param name="Rungs">At least one.</param>
/// <param name="Rounds">How often it is gone through with the caller waiting; 1 to 10.</param>
/// <param name="Repeats">How often it is gone through again after that, without the caller; 0 to 20.</param>
/// <param name="RepeatAfter">How long is waited before each of them.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record LadderTerms(
    string Id,
    IReadOnlyList<string> Severities,
    IReadOnlyList<string> Products,
    IReadOnlyList<LadderRung> Rungs,
    int Rounds,
    int Repeats,
    Duration RepeatAfter,
    string Source)
{
    /// <summary>Rungs in one round, each as often as it says.</summary>
    private IReadOnlyList<LadderRung> Round => [.. Rungs.SelectMany(rung => Enumerable.Repeat(rung, rung.Times))];

    /// <summary>Places of the whole ladder, from 0 to one less than this.</summary>
    public int Length => Round.Count * (Rounds + Repeats);

    /// <summary>The first place at which no caller is made to wait any more.</summary>
    public int CallersEnd => Round.Count * Rounds;

    /// <summary>Whether it is for such an emergency.</summary>
    /// <param name="severity">The severity as claimed, or as the ticket stands; null when unknown.</param>
    /// <param name="product">The ticket's product; null when unknown.</param>
    public bool IsFor(string? severity, string? product) => Covers(Severities, severity) && Covers(Products, product);

    public LadderRung RungAt(int place) => Round[place % Round.Count];

    /// <summary>How long is waited before a place.</summary>
    public Duration DelayBefore(int place) =>
        RungAt(place).Delay + (place >= CallersEnd && place % Round.Count == 0 ? RepeatAfter : Duration.Zero);

    private static bool Covers(IReadOnlyList<string> ids, string? id) => ids.Count == 0 || (id is not null && ids.Contains(id));
}
