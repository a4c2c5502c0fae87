namespace SupportLine.Domain.OnCall;

public enum EscalationState
{
    /// <summary>Being worked on, or waiting for a node to take it up.</summary>
    Open,

    /// <summary>An engineer pressed 1.</summary>
    Accepted,

    /// <summary>An engineer heard what it is about and said that it is no emergency; the ticket waits like any other.</summary>
    Dismissed,

    /// <summary>The ladder ended in vain; the operator is alarmed and the caller has a promise.</summary>
    Exhausted,
}
