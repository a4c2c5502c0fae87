namespace SupportLine.Ivr.Escalations;

/// <summary>What a waiting caller is told of.</summary>
internal abstract record LadderEvent
{
    private LadderEvent()
    {
    }

    /// <summary>A phone rings.</summary>
    /// <param name="Engineers">How many different engineers have been tried, this one included; at least 1.</param>
    /// <param name="IsAgain">Whether this one has been tried before.</param>
    public sealed record Trying(int Engineers, bool IsAgain) : LadderEvent;

    /// <summary>An engineer pressed 1 and waits on the line.</summary>
    public sealed record Accepted(Handover Handover) : LadderEvent;

    /// <summary>An engineer took it and calls back later.</summary>
    public sealed record Later : LadderEvent;

    /// <summary>An engineer heard what it is about, and it is no emergency.</summary>
    public sealed record Dismissed : LadderEvent;

    /// <summary>Nobody accepted.</summary>
    public sealed record Exhausted : LadderEvent;

    /// <summary>Another node works on it.</summary>
    public sealed record Elsewhere : LadderEvent;
}
