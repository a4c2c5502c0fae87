using System.Net;

namespace SupportLine.Telephony.Sip.Tracing;

/// <summary>A message that came or went, without secrets: see <see cref="Redaction"/>.</summary>
public sealed record TracedMessage
{
    /// <summary>Real time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether we sent it.</summary>
    public required bool IsSent { get; init; }

    /// <summary>UDP, TCP or TLS.</summary>
    public required string Transport { get; init; }

    /// <summary>The address of ours that is listened on, also where the connection itself has another port.</summary>
    public required IPEndPoint Local { get; init; }

    public required IPEndPoint Remote { get; init; }

    /// <summary>As long as it was on the wire.</summary>
    public required ReadOnlyMemory<byte> Octets { get; init; }

    /// <summary>Entries that were overwritten unread before this one: the reader was too slow.</summary>
    public required long Missed { get; init; }

    /// <summary>The leg it belongs to; null before one was made of it, and of what belongs to none.</summary>
    public TracedLeg? Leg { get; init; }

    /// <summary>Request line or status line.</summary>
    public string Start { get; init; } = "";

    /// <summary>The method that its CSeq names.</summary>
    public string Method { get; init; } = "";

    /// <summary>100 to 699; 0 of a request.</summary>
    public int Status { get; init; }

    /// <summary>Number of its CSeq.</summary>
    public long CSeq { get; init; }

    /// <summary>Its Call-ID header.</summary>
    public string SipCallId { get; init; } = "";

    /// <summary>User part of From.</summary>
    public string From { get; init; } = "";

    /// <summary>User part of To.</summary>
    public string To { get; init; } = "";

    /// <summary>Whether it is a request outside of any dialog.</summary>
    public bool IsInitial { get; init; }

    /// <summary>What its session description says, in words: <c>PCMU PCMA telephone-event</c>; null where there is none.</summary>
    public string? Session { get; init; }

    /// <summary>Whether that session description puts the far end on hold (RFC 3264 section 8.4).</summary>
    public bool IsHold { get; init; }

    /// <summary>Its Reason header (RFC 3326), or null.</summary>
    public string? Reason { get; init; }
}
