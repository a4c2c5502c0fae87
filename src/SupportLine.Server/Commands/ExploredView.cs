using SupportLine.Ivr.Exploration;

namespace SupportLine.Server.Commands;

/// <summary>How <c>explore</c> shows a situation.</summary>
internal sealed record ExploredView(string Line, string Situation, int Paths, int States, int Longest, bool Complete, int Faults, string Endings)
{
    public ExploredView(string line, ExploredSituation explored)
        : this(
            line,
            explored.Name,
            explored.Paths,
            explored.States,
            explored.Longest,
            explored.Complete,
            explored.Faults.Count,
            string.Join(", ", explored.Endings.Select(ending => $"{ending.Key} {ending.Value}")))
    {
    }
}
