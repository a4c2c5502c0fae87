using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls.Trunks;

/// <summary>By what a trunk is reached.</summary>
internal static class TrunkAddress
{
    public static TransportKind Kind(this Trunk trunk) => trunk.Transport switch
    {
        "tcp" => TransportKind.Tcp,
        "tls" => TransportKind.Tls,
        _ => TransportKind.Udp,
    };
}
