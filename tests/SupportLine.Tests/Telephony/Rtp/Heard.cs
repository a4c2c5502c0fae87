namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>An RTP packet that a test's phone heard.</summary>
internal sealed record Heard(byte Type, bool Marker, ushort Sequence, uint Timestamp, uint Ssrc, byte[] Payload);
