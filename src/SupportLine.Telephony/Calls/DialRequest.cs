namespace SupportLine.Telephony.Calls;

/// <summary>A call to place.</summary>
/// <param name="Target">A SIP URI from configuration (<c>sip:anna@192.0.2.7:5062</c>), a number for a trunk, or a phone of the site's own (<c>phone:anna</c>).</param>
/// <param name="CallerNumber">The number shown to the one who is phoned: the line's own.</param>
/// <param name="CallerName">The display name shown.</param>
/// <param name="RingFor">How long it may ring; then it is cancelled and <see cref="DialResult.NoAnswer"/>.</param>
public sealed record DialRequest(string Target, string CallerNumber, string CallerName, TimeSpan RingFor)
{
    /// <summary>Whether it is to an engineer on call, for whom trunks keep channels.</summary>
    public bool IsOnCall { get; init; }

    /// <summary>By which <see cref="RingFor"/> is counted; null for the engine's own clock.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Id of the caller's call that it is dialled for, so that a trace shows them together; null for none.</summary>
    public string? PartOf { get; init; }

    /// <summary>
    /// Told, before each INVITE is sent, how its ring is cancelled by whoever finds it standing
    /// (<see cref="IExchange.EndLeftAsync"/>); nothing is sent when it fails. Null where nobody has to.
    /// </summary>
    public Func<string, Task>? BeforeRing { get; init; }

    /// <summary>
    /// Told, before an answer is acknowledged, how its call is hung up by whoever finds it standing: until then a phone ends it by
    /// itself (RFC 3261 section 13.3.1.4). It is acknowledged all the same when that fails, or takes longer than 2 s. Null where
    /// nobody has to.
    /// </summary>
    public Func<string, Task>? BeforeTalk { get; init; }

    /// <summary>Cancelled when somebody else has taken the call: the phone is told so (RFC 3326), and lists no missed call.</summary>
    public CancellationToken Elsewhere { get; init; }

    /// <summary>Identity to give the leg, where the caller has journaled it before the ring; null makes one.</summary>
    public string? LegId { get; init; }
}
