using System.Net;

namespace SupportLine.Telephony.Rtp;

/// <param name="FirstPort">Even.</param>
/// <param name="LastPort">Last port that may be used.</param>
/// <param name="Advertise">Address named to peers that are not on this machine, or null for the one bound.</param>
internal sealed record MediaOptions(int FirstPort, int LastPort, IPAddress? Advertise);
