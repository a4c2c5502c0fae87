using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>How a phone of the ladder came out, as it is noted (<c>EscalationAttempt.Outcome</c>).</summary>
internal static class AttemptOutcome
{
    /// <summary>Before the INVITE is sent; left standing by a process that died.</summary>
    public const string Ringing = "ringing";

    /// <summary>Before an answer is acknowledged: told what it is about, and asked.</summary>
    public const string Answered = "answered";

    /// <summary>Not an engineer's: the caller is phoned, to be put through.</summary>
    public const string Caller = "caller";

    public const string Accepted = "accepted";
    public const string Passed = "passed";

    /// <summary>Answered, and neither accepted nor passed: a voicemail box, or somebody asleep.</summary>
    public const string NoKey = "no-key";

    /// <summary>Accepted when somebody else had.</summary>
    public const string TooLate = "too-late";

    /// <summary>Accepted, and lost before the talk was under way: the ladder went on.</summary>
    public const string Dropped = "dropped";

    /// <summary>Accepted, to call back later.</summary>
    public const string Later = "later";

    /// <summary>Said that it is no emergency.</summary>
    public const string Dismissed = "dismissed";

    /// <summary>Phoned us instead, and is being asked.</summary>
    public const string CalledIn = "called-in";

    /// <summary>Not rung: on a call with us.</summary>
    public const string Engaged = "engaged";

    /// <summary>Outcomes after which a phone is not rung again at the same place of the ladder.</summary>
    public static bool IsFinal(string outcome) => outcome is not (Ringing or CalledIn or Answered or Caller or Cancelled or Accepted or Dropped or Later or Engaged);

    /// <summary>Its ring was cut off: somebody else accepted, or the process that placed it died.</summary>
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
