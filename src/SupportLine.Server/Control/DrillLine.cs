using SupportLine.Ivr.Drills;

namespace SupportLine.Server.Control;

/// <summary>What is told of an exercise over the control socket: a number that is through, or its end.</summary>
internal sealed record DrillLine
{
    public DrillRing? Ring { get; init; }

    /// <summary>How it ended; on the last line alone.</summary>
    public DrillEnd? End { get; init; }

    /// <summary>Why it can not be held as it was asked for; the only line then.</summary>
    public string? Wrong { get; init; }
}
