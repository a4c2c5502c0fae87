namespace SupportLine.Telephony.Rtp;

/// <summary>How likely it is that whoever sends from somewhere is the peer; a later one is likelier.</summary>
internal enum SourceRank
{
    /// <summary>Nobody has sent yet.</summary>
    None,

    /// <summary>An address that nobody named: a relay's, or a stranger's.</summary>
    Anybody,

    /// <summary>The address of the SDP or the one that signalling comes from, by another port: behind a NAT.</summary>
    Near,

    /// <summary>The address and port of the SDP (RFC 4961 section 3).</summary>
    Signalled,
}
