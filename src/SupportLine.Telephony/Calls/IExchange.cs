namespace SupportLine.Telephony.Calls;

/// <summary>Places calls and joins legs.</summary>
public interface IExchange
{
    /// <summary>
    /// Phones somebody. Cancelling while it rings sends CANCEL and gives <see cref="DialResult.Cancelled"/>; an answer
    /// that races the CANCEL is acknowledged and ended (RFC 3261 section 15), never left hanging.
    /// </summary>
    /// <exception cref="OperationCanceledException">The telephone closes: nobody was phoned.</exception>
    Task<DialResult> DialAsync(DialRequest request, CancellationToken ct);

    /// <summary>Whether it is one of the site's phones, dialled as <c>phone:NAME</c>.</summary>
    bool HasPhone(string name);

    /// <summary>
    /// Ends a leg that a process which died left standing, as <see cref="DialRequest.BeforeRing"/> or
    /// <see cref="DialRequest.BeforeTalk"/> was told of it.
    /// </summary>
    /// <returns>Whether the far end has said that it is over; false when nothing answered within 4 s, or it was not understood.</returns>
    Task<bool> EndLeftAsync(string how, CancellationToken ct);

    /// <summary>A group of legs that hear each other, empty at first.</summary>
    IBridge OpenBridge();
}
