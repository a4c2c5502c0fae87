using System.Net;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

/// <summary>A trunk known by its addresses: <c>Sip:Trunks:N:...</c>.</summary>
/// <param name="Name"><c>Name</c>.</param>
/// <param name="Sources"><c>Sources</c>: addresses its calls come from, as CIDR.</param>
/// <param name="Trusted"><c>Trusted</c>: whether its P-Asserted-Identity is believed.</param>
/// <param name="Destination"><c>Destination</c>: <c>udp://HOST:PORT</c> that takes our calls; null when it takes none.</param>
internal sealed record TrunkSettings(string Name, IReadOnlyList<IPNetwork> Sources, bool Trusted, Uri? Destination)
{
    /// <summary><c>Encryption</c>: as <c>Media:Encryption</c>, for this trunk alone; null as that has it.</summary>
    public MediaEncryption? Encryption { get; init; }
}
