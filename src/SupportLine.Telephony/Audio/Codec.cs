namespace SupportLine.Telephony.Audio;

/// <summary>
/// What a leg speaks on the line, by its static payload type (RFC 3551 table 4). All three carry one octet for each
/// unit of an RTP clock of 8 kHz: G.722 samples at twice that, its clock is 8 kHz all the same (section 4.5.2).
/// </summary>
internal enum Codec
{
    Pcmu = 0,
    Pcma = 8,
    G722 = 9,
}
