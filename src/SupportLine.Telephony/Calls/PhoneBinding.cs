using System.Net;
using SupportLine.Telephony.Calls.Phones;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls;

/// <summary>Where a phone is reached, as its REGISTER said (RFC 3261 section 10).</summary>
/// <param name="Phone">Its name.</param>
/// <param name="Contact">The URI that its calls are addressed to.</param>
/// <param name="Transport">By which its REGISTER came: <c>udp</c>, <c>tcp</c> or <c>tls</c>.</param>
/// <param name="Remote">Where its calls go: the phone's end of the connection or NAT, or the proxy before it.</param>
/// <param name="Until">When it ends, real time, unless it is renewed.</param>
public sealed record PhoneBinding(string Phone, string Contact, string Transport, IPEndPoint Remote, DateTimeOffset Until)
{
    /// <summary>The proxies between us and it, nearest first (RFC 3327); empty for none.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>The address of ours that it registered at, which its calls leave from: a NAT before it lets nothing else in. Null where that is not known.</summary>
    public IPEndPoint? Local { get; init; }

    /// <summary>Of the REGISTER that made or renewed it: a later one of the same Call-ID has a higher number.</summary>
    public string CallId { get; init; } = "";

    /// <inheritdoc cref="CallId"/>
    public uint CSeq { get; init; }

    /// <summary>What the phone calls itself (RFC 5626 section 4.1), the same after its restart; null where it does not.</summary>
    public string? Instance { get; init; }

    /// <summary>
    /// Whether it holds after a restart of ours: a connection that the phone opened is gone then, but what goes to an address,
    /// or by a proxy that listens where its Path says, goes as before. A Path that names a host, or another machine than the one
    /// the REGISTER came from, says of nobody that he listens: such a binding hangs on its connection (RFC 3327 section 5.3 has the
    /// Path resolved; who could name any host could have us phone it).
    /// </summary>
    public bool OutlivesUs => Transport == "udp" || (Path is [var hop, ..] && BoundPhone.ListensAt(hop, Remote, Transport));

    /// <summary>The proxies that a Path names, parted by commas as it may be written (RFC 3327 section 4).</summary>
    public static IReadOnlyList<string> Hops(string path) => [.. SipGrammar.Elements(path)];
}
