namespace SupportLine.Telephony.Audio;

/// <summary>What a leg speaks on the line.</summary>
internal enum Codec
{
    Pcmu = 0,
    Pcma = 8,
}
