namespace SupportLine.Ivr.Exploration;

/// <summary>What came of exploring a line.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Situations">Each situation.</param>
/// <param name="Map">The whole conversation.</param>
public sealed record ExplorationReport(string LineId, IReadOnlyList<ExploredSituation> Situations, ConversationMap Map)
{
    public IEnumerable<ExplorationFault> Faults => Situations.SelectMany(situation => situation.Faults);

    public int Paths => Situations.Sum(situation => situation.Paths);

    public bool IsComplete => Situations.All(situation => situation.Complete);
}
