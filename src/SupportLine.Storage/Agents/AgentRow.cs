using SupportLine.Domain.Agents;

namespace SupportLine.Storage.Agents;

/// <summary>An agent's row.</summary>
internal sealed class AgentRow
{
    /// <summary>What an import says of an agent; the state of one who is there already is kept.</summary>
    public const string Put = """
        INSERT INTO agent (id, name, phone, lines, languages, skills, pin_hash, signed_in, idle_since, missed)
        VALUES (@Id, @Name, @Phone, @Lines, @Languages, @Skills, @PinHash, 0, 0, 0)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone, lines = excluded.lines,
            languages = excluded.languages, skills = excluded.skills, pin_hash = COALESCE(excluded.pin_hash, agent.pin_hash)
        """;

    /// <summary>Those who may take callers, or could sign in to.</summary>
    public const string Entitled = """
        SELECT id, name, phone, lines, languages, skills, signed_in, pause, paused_at, wrap_up_until, idle_since, missed, node FROM agent
        WHERE signed_in <> 0 OR pin_hash IS NOT NULL OR phone <> '' OR lines <> '[]' ORDER BY id
        """;

    /// <summary>The row stays, for the reports of what was; a talk that goes on is not touched.</summary>
    public const string Withdraw = """
        UPDATE agent SET signed_in = 0, pause = NULL, paused_at = NULL, missed = 0, pin_hash = NULL, phone = '', lines = '[]' WHERE id = @Id
        """;

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Phone { get; init; }

    public required string Lines { get; init; }

    public required string Languages { get; init; }

    public required string Skills { get; init; }

    public long SignedIn { get; init; }

    public string? Pause { get; init; }

    public long? PausedAt { get; init; }

    public long? WrapUpUntil { get; init; }

    public long IdleSince { get; init; }

    public long Missed { get; init; }

    public string? Node { get; init; }

    public static object Parameters(Agent agent, string? pinHash) => new
    {
        agent.Id,
        agent.Name,
        agent.Phone,
        Lines = Column.Json(agent.Lines),
        Languages = Column.Json(agent.Languages),
        Skills = Column.Json(agent.Skills.ToDictionary(skill => skill.Product, skill => skill.Level)),
        PinHash = pinHash,
    };

    public AgentStanding ToStanding() => new(
        new Agent(
            Id,
            Name,
            Phone,
            Column.FromJson<string[]>(Lines),
            Column.FromJson<string[]>(Languages),
            [.. Column.FromJson<Dictionary<string, int>>(Skills).Select(skill => new AgentSkill(skill.Key, skill.Value))]),
        new AgentState(SignedIn == 1, Pause, Column.Instant(WrapUpUntil), Column.Instant(IdleSince), (int)Missed, Node) { PausedAt = Column.Instant(PausedAt) });
}
