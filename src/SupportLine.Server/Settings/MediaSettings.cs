using System.Net;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

/// <summary>Audio.</summary>
/// <param name="FirstPort">First UDP port of <c>Media:Ports</c>, even.</param>
/// <param name="LastPort">Last of them.</param>
/// <param name="Advertise"><c>Media:Advertise</c>: the address others send audio to, or null for the one listened on.</param>
internal sealed record MediaSettings(int FirstPort, int LastPort, IPAddress? Advertise)
{
    /// <summary><c>Media:QuietSeconds</c>: so long without a packet, and the far end is asked whether it is still there.</summary>
    public int QuietSeconds { get; init; } = 90;

    /// <summary><c>Media:Encryption</c>: <c>off</c>, <c>preferred</c> or <c>required</c>, where a trunk does not say otherwise.</summary>
    public MediaEncryption Encryption { get; init; } = MediaEncryption.Preferred;

    /// <summary><c>Media:KeysInClear</c>: whether keys of the audio may go over UDP and TCP.</summary>
    public bool KeysInClear { get; init; }
}
