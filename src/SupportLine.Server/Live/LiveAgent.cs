namespace SupportLine.Server.Live;

internal sealed record LiveAgent
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Ids of the lines whose callers the agent takes.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    public required LiveAgentState State { get; init; }

    /// <summary>Of a pause; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>Null where nobody wrote it down: of one who is signed out.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When a wrap-up ends.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Id of the caller's call that rings the agent or has the agent in a talk; null for none, and for a call-back.</summary>
    public string? Call { get; init; }

    /// <summary>Calls missed in a row.</summary>
    public int Missed { get; init; }

    /// <summary>Whether the agent's phone is registered; null for a phone that does not register here.</summary>
    public bool? IsPhoneThere { get; init; }
}
