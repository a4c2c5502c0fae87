namespace SupportLine.Telephony.Calls;

public enum EntryEnd
{
    /// <summary>No further key came in time.</summary>
    TimedOut,

    /// <summary>The terminator was pressed.</summary>
    Terminated,

    /// <summary>The most digits were reached, or an immediate key was pressed.</summary>
    Complete,
}
