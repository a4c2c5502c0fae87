namespace SupportLine.Server.Live;

/// <summary>How the service stands at one moment. Instants are business time; no digit that anybody keyed is in it.</summary>
internal sealed record LiveSnapshot
{
    public required DateTimeOffset At { get; init; }

    public required string Node { get; init; }

    /// <summary>When the service started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Calls since its start, those that go on among them.</summary>
    public required long CallsTaken { get; init; }

    /// <summary>Legs of telephone, both directions.</summary>
    public required int Legs { get; init; }

    /// <summary>A call beyond so many legs is refused.</summary>
    public required int MostLegs { get; init; }

    /// <summary>Why agents, escalations and call-backs are missing; null where the store answers.</summary>
    public string? StoreTrouble { get; init; }

    public IReadOnlyList<LiveLine> Lines { get; init; } = [];

    public IReadOnlyList<LiveTrunk> Trunks { get; init; } = [];

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<LiveEscalation> Escalations { get; init; } = [];

    /// <summary>Line by line, as they are served.</summary>
    public IReadOnlyList<LiveWait> Queue { get; init; } = [];

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<LiveCaller> Calls { get; init; } = [];

    /// <summary>By id.</summary>
    public IReadOnlyList<LiveAgent> Agents { get; init; } = [];

    /// <summary>The latest first; what concerns no line in particular is here whatever line is asked for.</summary>
    public IReadOnlyList<LiveAlarm> Alarms { get; init; } = [];

    /// <summary>What concerns one line.</summary>
    public LiveSnapshot Of(string line) => this with
    {
        Escalations = [.. Escalations.Where(each => each.Line == line)],
        Queue = [.. Queue.Where(each => each.Line == line)],
        Calls = [.. Calls.Where(each => each.Line == line)],
        Agents = [.. Agents.Where(each => each.Lines.Contains(line))],
    };
}
