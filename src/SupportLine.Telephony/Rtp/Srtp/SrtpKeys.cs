namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>What an offer and its answer came to: each direction has a key of its sender's (RFC 4568 section 5.1).</summary>
/// <param name="Own">Protects what we send.</param>
/// <param name="Peer">Protects what the peer sends.</param>
/// <param name="PeerMki">The key identifier that the peer's packets carry before their tag; empty when they have none.</param>
internal sealed record SrtpKeys(SrtpMaster Own, SrtpMaster Peer, byte[] PeerMki);
