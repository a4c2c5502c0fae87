namespace SupportLine.Telephony.Rtp.Sockets;

/// <summary>The two sockets of a leg: audio on an even port, its reports on the odd one above (RFC 3550 section 11).</summary>
internal sealed record PortPair(DatagramSocket Rtp, DatagramSocket Rtcp);
