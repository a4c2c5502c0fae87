namespace SupportLine.Ivr.Exploration;

/// <summary>Words an answer may be, beside keys.</summary>
internal static class Answer
{
    public const string Silence = "";
    public const string HangUp = "hang-up";

    // Of a phone that is rung.
    public const string PickUp = "answer";
    public const string NoAnswer = "no-answer";
    public const string Busy = "busy";

    // Of somebody who is recorded; "*" goes back.
    public const string Speech = "speech";

    /// <summary>Speaks, and the disk takes none of it.</summary>
    public const string Unwritten = "unwritten";

    // Of two who talk: who hangs up first, keys of the helper before it (*6+helper).
    public const string HelperLeaves = "helper";
    public const string CallerLeaves = "caller";
}
