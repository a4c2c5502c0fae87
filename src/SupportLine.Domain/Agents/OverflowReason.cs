namespace SupportLine.Domain.Agents;

/// <summary>Why a call waits for no agent, or no longer.</summary>
public enum OverflowReason
{
    /// <summary>No agent who could take it is signed in and not paused.</summary>
    NobodyOnDuty,

    /// <summary>As many as the line allows wait before it.</summary>
    TooManyWaiting,

    /// <summary>It has waited as long as the line allows.</summary>
    WaitedTooLong,
}
