using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>How callers wait for agents who sign in.</summary>
public sealed record QueueTerms
{
    public QueueStrategy Strategy { get; init; }

    /// <summary>What an agent has after a talk to write it up, before the next call.</summary>
    public Duration WrapUp { get; init; } = Duration.FromSeconds(30);

    /// <summary>Calls missed in a row after which an agent is paused.</summary>
    public int PauseAfterMissed { get; init; } = 3;

    /// <summary>How often those who wait are told how it stands, at most.</summary>
    public Duration AnnounceEvery { get; init; } = Duration.FromMinutes(1);

    /// <summary>Waiting time that one class of severity more is worth.</summary>
    public Duration SeverityAdvance { get; init; } = Duration.FromMinutes(10);

    /// <summary>The wait within which an answer counts as in time.</summary>
    public Duration AnsweredWithin { get; init; } = Duration.FromSeconds(20);

    /// <summary>Longest wait; null for no limit.</summary>
    public Duration? OverflowAfter { get; init; }

    /// <summary>Callers who may wait; one more does not. Null for no limit.</summary>
    public int? OverflowWaiting { get; init; }

    /// <summary>The number that agents phone to sign in, pause and sign out; null for none.</summary>
    public string? ServiceNumber { get; init; }

    /// <summary>How callers may be called back; null where they may not.</summary>
    public CallBackTerms? CallBacks { get; init; }

    /// <summary>Clause id or <c>operator</c>.</summary>
    public required string Source { get; init; }
}
