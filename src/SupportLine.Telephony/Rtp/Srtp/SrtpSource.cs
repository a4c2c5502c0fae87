namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>One sender of a session, by its SSRC: counters and replay lists are each sender's own (RFC 3711 section 3.2.3).</summary>
internal sealed class SrtpSource(uint ssrc)
{
    public uint Ssrc { get; } = ssrc;

    private ReplayWindow _packets;
    private ReplayWindow _reports;

    public ref ReplayWindow Packets => ref _packets;

    public ref ReplayWindow Reports => ref _reports;
}
