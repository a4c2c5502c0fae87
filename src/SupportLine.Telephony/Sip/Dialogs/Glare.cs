namespace SupportLine.Telephony.Sip.Dialogs;

/// <summary>How long to wait after 491 (RFC 3261 section 14.1): the side that made the Call-ID waits longer.</summary>
internal static class Glare
{
    /// <param name="ownsCallId">Whether we began the dialog.</param>
    /// <returns>2.1 to 4 s, or 0 to 2 s, in steps of 10 ms.</returns>
    public static TimeSpan BackOff(bool ownsCallId) =>
        TimeSpan.FromMilliseconds(10 * (ownsCallId ? Random.Shared.Next(210, 401) : Random.Shared.Next(0, 201)));
}
