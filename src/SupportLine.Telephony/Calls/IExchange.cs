namespace SupportLine.Telephony.Calls;

/// <summary>Places calls and joins legs.</summary>
public interface IExchange
{
    /// <summary>
    /// Phones somebody. Cancelling while it rings sends CANCEL and gives <see cref="DialResult.Cancelled"/>; an answer
    /// that races the CANCEL is acknowledged and ended (RFC 3261 section 15), never left hanging.
    /// </summary>
    Task<DialResult> DialAsync(DialRequest request, CancellationToken ct);

    /// <summary>Whether it is one of the site's phones, dialled as <c>phone:NAME</c>.</summary>
    bool HasPhone(string name);

    /// <summary>A group of legs that hear each other, empty at first.</summary>
    IBridge OpenBridge();
}
