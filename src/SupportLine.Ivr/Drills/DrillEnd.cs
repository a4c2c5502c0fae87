namespace SupportLine.Ivr.Drills;

/// <summary>How an exercise ended.</summary>
public enum DrillEnd
{
    /// <summary>Somebody pressed 1; where everybody was rung, everybody did.</summary>
    Accepted,

    /// <summary>Nobody did; where everybody was rung, somebody did not.</summary>
    NotAccepted,

    /// <summary>There is nobody to ring.</summary>
    NobodyOnCall,

    /// <summary>An emergency is open, or began: it comes first.</summary>
    Emergency,

    /// <summary>Another exercise is held here.</summary>
    AnotherDrill,

    /// <summary>Whoever asked for it left, or the service stops.</summary>
    Cancelled,
}
