using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Locating;

/// <summary>Finds SIP servers by name (RFC 3263).</summary>
internal interface ILocator
{
    /// <summary>Where a name's servers are; null when nobody knows, or nobody can be asked.</summary>
    /// <param name="host">A domain, or a server's own name.</param>
    /// <param name="port">The port where one is given: then the name is a server's own. 0 asks for the domain's servers first.</param>
    /// <param name="kind">By which transport.</param>
    /// <param name="ct">Cancels it.</param>
    Task<Located?> LocateAsync(string host, int port, TransportKind kind, CancellationToken ct);
}
