namespace SupportLine.Ivr.Exploration;

/// <summary>What came of exploring one situation.</summary>
/// <param name="Name">The situation: <c>covered, open</c>.</param>
/// <param name="Open">Whether support is open in it.</param>
/// <param name="Paths">Calls played.</param>
/// <param name="States">Different questions in different states.</param>
/// <param name="Longest">The longest call, answers.</param>
/// <param name="Complete">Whether nothing was left to try.</param>
/// <param name="Endings">Calls by how they ended, in words.</param>
/// <param name="Faults">What is wrong, each kind once.</param>
public sealed record ExploredSituation(
    string Name,
    bool Open,
    int Paths,
    int States,
    int Longest,
    bool Complete,
    IReadOnlyDictionary<string, int> Endings,
    IReadOnlyList<ExplorationFault> Faults)
{
    internal ConversationTrace Trace { get; init; } = new();

    /// <summary>What was answered in any of the calls, and by whom: <c>caller hold=1</c>.</summary>
    internal IReadOnlySet<string> Answered { get; init; } = new HashSet<string>();

    /// <summary>Names of all that callers heard.</summary>
    internal IReadOnlySet<string> Heard { get; init; } = new HashSet<string>();
}
