using System.Net;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Telephony.Sdp;

/// <summary>What an offer and its answer came to.</summary>
internal sealed record AgreedMedia
{
    /// <summary>Where our audio goes.</summary>
    public required IPEndPoint Remote { get; init; }

    /// <summary>Where our reports go: <c>a=rtcp</c>, else the port above, or the same one when multiplexed.</summary>
    public required IPEndPoint RemoteRtcp { get; init; }

    /// <summary>What both speak.</summary>
    public required Codec Codec { get; init; }

    /// <summary>The peer's payload type of the codec.</summary>
    public required int PayloadType { get; init; }

    /// <summary>The peer's payload type of telephone-event, by which we press keys; -1 when it has none.</summary>
    public int EventType { get; init; } = -1;

    /// <summary>Clock of that telephone-event, Hz; the durations of events are counted in it (RFC 4733 section 2.3.5).</summary>
    public int EventClock { get; init; } = CodecTraits.Clock;

    /// <summary>Length of the packets we send, ms: what the peer asked for, 10 to 60 in tens, else 20.</summary>
    public int PacketMs { get; init; } = 20;

    /// <summary>Whether the peer wants to hear us; not on hold.</summary>
    public bool MaySend { get; init; } = true;

    /// <summary>Whether the peer says that it sends, so that its falling silent means something.</summary>
    public bool Expects { get; init; } = true;

    /// <summary>The peer has switched the stream off (port 0, RFC 3264 section 8.2): neither audio nor reports, until an offer switches it on again.</summary>
    public bool IsOff { get; init; }

    /// <summary>Reports travel on the audio's own ports (RFC 5761).</summary>
    public bool MultiplexesRtcp { get; init; }

    /// <summary>The profile of the m= line, which an answer repeats: <c>RTP/AVP</c>, <c>RTP/SAVP</c>, or either with <c>F</c>.</summary>
    public string Profile { get; init; } = "RTP/AVP";

    /// <summary>Keys of the encryption agreed; null where audio goes in clear.</summary>
    public SrtpKeys? Keys { get; init; }
}
