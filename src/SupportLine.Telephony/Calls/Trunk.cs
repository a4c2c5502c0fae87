using System.Net;

namespace SupportLine.Telephony.Calls;

/// <summary>A carrier or PBX, known by its addresses or by our registration with it.</summary>
/// <param name="Name">For logs and records.</param>
/// <param name="Sources">Where its calls come from.</param>
/// <param name="Trusted">Whether its P-Asserted-Identity (RFC 3325) and Remote-Party-ID are believed.</param>
/// <param name="Destination">
/// Where our calls to numbers go, and our registrations: an <see cref="IPEndPoint"/>, or a <see cref="DnsEndPoint"/>, whose port 0
/// asks for the domain's SIP servers (RFC 3263); null when it takes none.
/// </param>
public sealed record Trunk(string Name, IReadOnlyList<IPNetwork> Sources, bool Trusted, EndPoint? Destination)
{
    /// <summary>How it is reached: <c>udp</c>, <c>tcp</c> or <c>tls</c>.</summary>
    public string Transport { get; init; } = "udp";

    /// <summary>Its domain, by which it is addressed; null for the destination's name or address.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether its audio is encrypted; null as <see cref="CallEngineOptions.Encryption"/> has it.</summary>
    public MediaEncryption? Encryption { get; init; }

    /// <summary>What answers its challenges; null where it knows us by our address.</summary>
    public TrunkAccount? Account { get; init; }

    /// <summary>As whom our calls show themselves; <see cref="ShownIdentity.Account"/> needs <see cref="Account"/>.</summary>
    public ShownIdentity Identity { get; init; }

    /// <summary>How it writes numbers; null for as they stand.</summary>
    public Numbering? Numbers { get; init; }

    /// <summary>What takes our requests on their way to it; null for straight there.</summary>
    public OutboundProxy? Proxy { get; init; }

    /// <summary>For how long each registration is asked for; null where it wants none.</summary>
    public TimeSpan? RegisterFor { get; init; }

    /// <summary>How often it is asked by OPTIONS whether it is there; null for never.</summary>
    public TimeSpan? ProbeEvery { get; init; }

    /// <summary>Calls at once, both directions; null for as many as come.</summary>
    public int? Channels { get; init; }

    /// <summary>Of <see cref="Channels"/> those kept free for calls to engineers on call: callers and agents do not get them.</summary>
    public int ReservedForOnCall { get; init; }

    /// <summary>Where it writes the number dialled.</summary>
    public DialledFrom Dialled { get; init; }
}
