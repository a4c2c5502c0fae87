namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Bytes that wait for their turn on a connection.</summary>
/// <param name="Bytes">A message, or a keep-alive.</param>
/// <param name="NotConnected">Done instead when the connection could not be opened, or null.</param>
internal readonly record struct OutgoingMessage(ReadOnlyMemory<byte> Bytes, Action? NotConnected = null);
