namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>Values of RFC 3261 table 4 (section A) and RFC 6026.</summary>
internal static class SipTimers
{
    /// <summary>Round-trip estimate.</summary>
    public static readonly TimeSpan T1 = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest interval between retransmissions of a non-INVITE request and of an INVITE's response.</summary>
    public static readonly TimeSpan T2 = TimeSpan.FromSeconds(4);

    /// <summary>Longest time a message stays in the network.</summary>
    public static readonly TimeSpan T4 = TimeSpan.FromSeconds(5);

    /// <summary>Timers B, F, H, L and M.</summary>
    public static readonly TimeSpan Timeout = 64 * T1;

    /// <summary>Timer D over an unreliable transport; at least 32 s.</summary>
    public static readonly TimeSpan D = TimeSpan.FromSeconds(32);

    /// <summary>Twice the interval, T2 at most.</summary>
    public static TimeSpan Next(TimeSpan interval) => interval * 2 < T2 ? interval * 2 : T2;
}
