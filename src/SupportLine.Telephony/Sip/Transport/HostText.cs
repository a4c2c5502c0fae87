using System.Net;
using System.Net.Sockets;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>An address as the host of a URI.</summary>
internal static class HostText
{
    public static string Of(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
