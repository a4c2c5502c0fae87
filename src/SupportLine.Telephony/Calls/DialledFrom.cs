namespace SupportLine.Telephony.Calls;

/// <summary>Where a trunk writes the number that its caller dialled.</summary>
public enum DialledFrom
{
    /// <summary>In the Request-URI, as RFC 3261 has it.</summary>
    RequestUri,

    /// <summary>In To: a trunk by registration has our own Contact in the Request-URI.</summary>
    To,

    /// <summary>In the first entry of Diversion, which is the last to divert (RFC 5806 section 4.1): a line that is diverted to us.</summary>
    Diversion,

    /// <summary>In the entry of History-Info before ours (RFC 7044).</summary>
    HistoryInfo,
}
