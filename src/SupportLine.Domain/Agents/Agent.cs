namespace SupportLine.Domain.Agents;

/// <summary>Somebody who takes callers in support hours.</summary>
/// <param name="Id">Short key: <c>anna</c>.</param>
/// <param name="Name">As shown.</param>
/// <param name="Phone">Where to phone: a SIP URI, a number, or <c>phone:NAME</c> for a phone that registers here.</param>
/// <param name="Lines">Ids of the lines whose callers are taken; at least one.</param>
/// <param name="Languages">BCP 47, spoken with callers; the first is the one the agent is spoken to in.</param>
/// <param name="Skills">Products and how well they are known; empty for every product alike.</param>
public sealed record Agent(
    string Id,
    string Name,
    string Phone,
    IReadOnlyList<string> Lines,
    IReadOnlyList<string> Languages,
    IReadOnlyList<AgentSkill> Skills)
{
    /// <summary>How well the agent can help with a call, from 1; 0 for not at all.</summary>
    /// <param name="call">The call.</param>
    public int LevelFor(QueuedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Lines.Contains(call.LineId) || !Languages.Contains(call.Language)) return 0;
        if (Skills.Count == 0 || call.Product is null) return AgentSkill.LeastLevel;
        return Skills.FirstOrDefault(skill => skill.Product == call.Product)?.Level ?? 0;
    }
}
