using SupportLine.Domain.OnCall;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>What a waiting caller is told of.</summary>
internal abstract record LadderEvent
{
    private LadderEvent()
    {
    }

    /// <summary>A phone rings.</summary>
    /// <param name="Number">The how manieth, from 1.</param>
    /// <param name="IsNewRound">Whether the ladder has begun again.</param>
    public sealed record Trying(int Number, bool IsNewRound) : LadderEvent;

    /// <summary>An engineer pressed 1 and waits on the line.</summary>
    /// <param name="Engineer">Who.</param>
    /// <param name="Leg">The engineer's leg, the caller's from now on.</param>
    /// <param name="Done">Set when the caller's side is finished with it.</param>
    public sealed record Accepted(Engineer Engineer, ICall Leg, TaskCompletionSource Done) : LadderEvent;

    /// <summary>Nobody accepted.</summary>
    public sealed record Exhausted : LadderEvent;
}
