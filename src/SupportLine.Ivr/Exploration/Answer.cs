namespace SupportLine.Ivr.Exploration;

/// <summary>Words an answer may be, beside keys.</summary>
internal static class Answer
{
    public const string Silence = "";
    public const string HangUp = "hang-up";

    /// <summary>What is answered by a caller who waits while engineers are rung: a key, or nothing.</summary>
    public const string Hold = "hold";

    /// <summary>What is answered by a caller who waits for an agent: a key, or nothing.</summary>
    public const string QueueHold = "queue.hold";

    /// <summary>What is answered by a phone that is rung.</summary>
    public const string Dial = "dial";

    /// <summary>What is answered by two who talk.</summary>
    public const string Bridge = "bridge";

    /// <summary>What is answered by who is recorded.</summary>
    public const string Record = "record";

    // Of a phone that is rung.
    public const string PickUp = "answer";
    public const string NoAnswer = "no-answer";
    public const string Busy = "busy";

    /// <summary>Nothing answers where it should be.</summary>
    public const string Absent = "absent";

    // Of somebody who is recorded; "*" goes back.
    public const string Speech = "speech";

    /// <summary>Speaks, and the disk takes none of it.</summary>
    public const string Unwritten = "unwritten";

    // Of two who talk: who hangs up first, keys of the helper before it (*6+helper).
    public const string HelperLeaves = "helper";
    public const string CallerLeaves = "caller";

    /// <summary>The helper's leg is lost a second after they were joined.</summary>
    public const string HelperLost = "lost";

    /// <summary>The answer that ends a call soonest.</summary>
    public static string Soonest(string question) => question switch
    {
        Dial => NoAnswer,
        Bridge => HelperLeaves,
        Hold or QueueHold => Silence,
        _ => HangUp,
    };
}
