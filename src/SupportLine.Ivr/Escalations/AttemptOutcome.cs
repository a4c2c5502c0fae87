using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>How a phone of the ladder came out, as it is noted (<c>EscalationAttempt.Outcome</c>).</summary>
internal static class AttemptOutcome
{
    /// <summary>Before the INVITE is sent; left standing by a process that died.</summary>
    public const string Ringing = "ringing";

    public const string Accepted = "accepted";
    public const string Passed = "passed";

    /// <summary>Answered, and neither accepted nor passed: a voicemail box, or somebody asleep.</summary>
    public const string NoKey = "no-key";

    /// <summary>Accepted when somebody else had.</summary>
    public const string TooLate = "too-late";

    /// <summary>Its ring was cut off with the process that placed it.</summary>
    public const string Cancelled = "cancelled";

    public static string Of(DialResult result) => result switch
    {
        DialResult.Busy => "busy",
        DialResult.Declined => "declined",
        DialResult.NoAnswer => "no-answer",
        DialResult.Cancelled => Cancelled,
        _ => "failed",
    };
}
