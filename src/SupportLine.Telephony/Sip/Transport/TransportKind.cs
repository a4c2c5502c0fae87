namespace SupportLine.Telephony.Sip.Transport;

internal enum TransportKind
{
    Udp,
    Tcp,
    Tls,
}
