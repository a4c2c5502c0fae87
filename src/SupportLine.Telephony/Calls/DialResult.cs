namespace SupportLine.Telephony.Calls;

/// <summary>How a placed call came out.</summary>
public abstract record DialResult
{
    private DialResult()
    {
    }

    /// <summary>Somebody, or something, answered; media flows.</summary>
    public sealed record Answered(ICall Leg) : DialResult;

    /// <summary>486 or 600.</summary>
    public sealed record Busy : DialResult;

    /// <summary>603, or 480 and 403 with a person's refusal.</summary>
    public sealed record Declined(int Status) : DialResult;

    /// <summary>It rang to the end, or 408 or 480 came.</summary>
    public sealed record NoAnswer : DialResult;

    /// <summary>The number does not exist or cannot be reached now.</summary>
    /// <param name="Status">The SIP status; 0 when nothing answered at all.</param>
    /// <param name="Why">One line for the operator.</param>
    public sealed record Failed(int Status, string Why) : DialResult
    {
        /// <summary>Whether the way there is to blame, so that another may do: no answer, no credentials, a server's error or overload.</summary>
        internal bool IsTheWays => Status is 0 or 401 or 407 or 500 or 502 or 503 or 504;
    }

    /// <summary>We cancelled it.</summary>
    public sealed record Cancelled : DialResult;
}
