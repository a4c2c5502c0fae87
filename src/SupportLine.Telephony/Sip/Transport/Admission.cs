namespace SupportLine.Telephony.Sip.Transport;

/// <summary>How what comes from an address is met.</summary>
internal enum Admission
{
    /// <summary>Not at all: it is banned.</summary>
    Silence,

    /// <summary>It is read, and answered at most with what is no longer than itself.</summary>
    Stranger,

    /// <summary>As a peer.</summary>
    Known,
}
