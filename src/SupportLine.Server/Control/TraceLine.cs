using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Tracing;

namespace SupportLine.Server.Control;

/// <summary>A message as it goes over the control socket; see <see cref="TracedMessage"/>.</summary>
internal sealed record TraceLine
{
    public required DateTimeOffset At { get; init; }

    public bool IsSent { get; init; }

    public required string Transport { get; init; }

    /// <summary>Address and port of ours.</summary>
    public required string Local { get; init; }

    /// <summary>Address and port of the peer.</summary>
    public required string Remote { get; init; }

    public string SipCallId { get; init; } = "";

    /// <summary>Id of the leg, or null.</summary>
    public string? Leg { get; init; }

    /// <summary>Id of the call it is part of, or null.</summary>
    public string? Call { get; init; }

    /// <summary>Whether the far end phoned us; null where no leg was made of it.</summary>
    public bool? IsInbound { get; init; }

    /// <summary>The far end's number; null where no leg was made of it.</summary>
    public string? Party { get; init; }

    public string? Trunk { get; init; }

    public string Start { get; init; } = "";

    public string Method { get; init; } = "";

    public int Status { get; init; }

    public long CSeq { get; init; }

    public string From { get; init; } = "";

    public string To { get; init; } = "";

    public bool IsInitial { get; init; }

    public string? Session { get; init; }

    public bool IsHold { get; init; }

    public string? Reason { get; init; }

    public long Missed { get; init; }

    public required byte[] Octets { get; init; }

    public static TraceLine Of(TracedMessage message) => new()
    {
        At = message.At,
        IsSent = message.IsSent,
        Transport = message.Transport,
        Local = message.Local.ToString(),
        Remote = message.Remote.ToString(),
        SipCallId = message.SipCallId,
        Leg = message.Leg?.Id,
        Call = message.Leg?.Call,
        IsInbound = message.Leg is { } leg ? leg.Direction == CallDirection.Inbound : null,
        Party = message.Leg?.Number,
        Trunk = message.Leg?.Trunk,
        Start = message.Start,
        Method = message.Method,
        Status = message.Status,
        CSeq = message.CSeq,
        From = message.From,
        To = message.To,
        IsInitial = message.IsInitial,
        Session = message.Session,
        IsHold = message.IsHold,
        Reason = message.Reason,
        Missed = message.Missed,
        Octets = message.Octets.ToArray(),
    };
}
