namespace SupportLine.Domain.Agents;

/// <summary>How a wait ended.</summary>
public enum QueueOutcome
{
    /// <summary>An agent talked with the caller.</summary>
    Answered,

    /// <summary>The caller hung up.</summary>
    Abandoned,

    /// <summary>The line's terms ended it: nobody on duty, too many, too long.</summary>
    Overflowed,

    /// <summary>The caller chose to be called back.</summary>
    CallBackChosen,

    /// <summary>The process died: nobody knows when it ended, or how.</summary>
    CutOff,
}
