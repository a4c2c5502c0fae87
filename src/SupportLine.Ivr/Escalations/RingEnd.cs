namespace SupportLine.Ivr.Escalations;

/// <summary>Where the ladder goes after somebody was rung.</summary>
internal enum RingEnd
{
    /// <summary>The person's next number, then the next person.</summary>
    Next,

    /// <summary>The next person: this one has said no.</summary>
    NextPerson,

    /// <summary>Nowhere: an engineer has the caller, or it is no emergency.</summary>
    Settled,

    /// <summary>Nowhere yet: the engineer who took it calls back later.</summary>
    Later,

    /// <summary>Nowhere: somebody else was first.</summary>
    Elsewhere,

    /// <summary>On: whoever accepted was lost before the talk was under way.</summary>
    Dropped,
}
