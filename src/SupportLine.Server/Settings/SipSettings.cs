using System.Net;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

/// <summary>Signalling.</summary>
internal sealed record SipSettings
{
    /// <summary><c>Sip:Listen</c>: <c>udp://HOST:PORT</c>, <c>tcp://</c>, <c>tls://</c>; loopback unless opened on purpose.</summary>
    public required IReadOnlyList<Uri> Listen { get; init; }

    /// <summary><c>Sip:Tls</c>: certificates; null where none is named.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary><c>Sip:Advertise</c>: the address others reach us at, where it is not the one listened on.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary><c>Sip:Trunks</c>: who may send us calls and take ours.</summary>
    public IReadOnlyList<TrunkSettings> Trunks { get; init; } = [];

    /// <summary><c>Sip:Allow</c>: further sources whose calls are taken, untrusted for caller id; as CIDR.</summary>
    public IReadOnlyList<IPNetwork> Allow { get; init; } = [];

    /// <summary><c>Sip:Phones:N:Name</c>, <c>Password</c>: the site's own telephones, which register with us.</summary>
    public IReadOnlyList<PhoneAccount> Phones { get; init; } = [];

    /// <summary>What follows <c>phone:</c> in a target that is one of them.</summary>
    public IReadOnlySet<string> PhoneNames => Phones.Select(phone => phone.Name).ToHashSet();

    /// <summary><c>Sip:Realm</c>: whose passwords phones are asked for.</summary>
    public string Realm { get; init; } = "supportline";

    /// <summary><c>Sip:Md5Alone</c>: phones are asked for MD5 alone, where one of them fails at SHA-256 beside it.</summary>
    public bool Md5Alone { get; init; }

    /// <summary><c>Sip:NameServers</c>: who is asked where trunks are; empty for the system's own.</summary>
    public IReadOnlyList<IPEndPoint> NameServers { get; init; } = [];

    /// <summary><c>Sip:BanSeconds</c>: how long a stranger who does not stop is met with silence, the first time; 0 for never.</summary>
    public int BanSeconds { get; init; } = 600;

    /// <summary><c>Sip:MaxCalls</c>: a call beyond them is refused by 503.</summary>
    public required int MaxCalls { get; init; }

    /// <summary><c>Sip:MaxCallMinutes</c>: no call lasts longer.</summary>
    public required int MaxCallMinutes { get; init; }
}
