using System.Net;
using SupportLine.Domain.Numbers;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

/// <summary>A carrier or PBX: <c>Sip:Trunks:N:...</c>.</summary>
/// <param name="Name"><c>Name</c>.</param>
/// <param name="Sources"><c>Sources</c>: addresses its calls come from, as CIDR.</param>
/// <param name="Trusted"><c>Trusted</c>: whether its P-Asserted-Identity and Remote-Party-ID are believed.</param>
/// <param name="Destination"><c>Destination</c>: <c>udp://ADDRESS:PORT</c> that takes our calls, or <c>udp://NAME</c>; null when it takes none.</param>
internal sealed record TrunkSettings(string Name, IReadOnlyList<IPNetwork> Sources, bool Trusted, Uri? Destination)
{
    /// <summary><c>Encryption</c>: as <c>Media:Encryption</c>, for this trunk alone; null as that has it.</summary>
    public MediaEncryption? Encryption { get; init; }

    /// <summary><c>Domain</c>: by which it is addressed; null for the destination's address.</summary>
    public string? Domain { get; init; }

    /// <summary><c>Username</c>, <c>AuthUsername</c> and <c>Password</c>: what answers its challenges; null where it knows us by our address.</summary>
    public TrunkAccount? Account { get; init; }

    /// <summary><c>Register</c>, <c>RegisterSeconds</c>: for how long each registration is asked for; null for none.</summary>
    public TimeSpan? RegisterFor { get; init; }

    /// <summary><c>ProbeSeconds</c>: time between two OPTIONS; null for none.</summary>
    public TimeSpan? ProbeEvery { get; init; }

    /// <summary><c>Channels</c>: calls at once; null for as many as come.</summary>
    public int? Channels { get; init; }

    /// <summary><c>ReservedForOnCall</c>: of them those kept free for calls to engineers.</summary>
    public int ReservedForOnCall { get; init; }

    /// <summary><c>Dialled</c>: where it writes the number dialled.</summary>
    public DialledFrom Dialled { get; init; }

    /// <summary><c>Identity</c>: as whom our calls show themselves.</summary>
    public ShownIdentity Identity { get; init; }

    /// <summary><c>Numbers</c>: how it writes telephone numbers; null for as they stand.</summary>
    public NumberPlan? Numbers { get; init; }

    /// <summary><c>Proxy</c>: as <c>Destination</c>, what takes our requests on their way there; null for straight there.</summary>
    public Uri? Proxy { get; init; }
}
