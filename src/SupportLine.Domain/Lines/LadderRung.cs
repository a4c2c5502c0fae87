using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>Some of the engineers on call, rung in turn or at the same time.</summary>
/// <param name="Rota">Name of the rota they are taken from.</param>
/// <param name="Places">Whom, by their place among those on call, from 1; empty for all of them.</param>
/// <param name="Together">Whether all are rung at the same time; else one after the other.</param>
/// <param name="Delay">How long is waited before it.</param>
/// <param name="Times">How often it is gone through in a round; 1 to 10.</param>
public sealed record LadderRung(string Rota, IReadOnlyList<int> Places, bool Together, Duration Delay, int Times)
{
    /// <summary>Those of it among the engineers on call, who come in their order.</summary>
    public IEnumerable<string> Of(IReadOnlyList<string> onCall) => onCall.Where((_, index) => Places.Count == 0 || Places.Contains(index + 1));
}
