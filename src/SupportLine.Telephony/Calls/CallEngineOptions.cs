using System.Net;

namespace SupportLine.Telephony.Calls;

/// <summary>What the telephone engine is told at start.</summary>
public sealed record CallEngineOptions
{
    /// <summary>Addresses to listen on, <c>udp://ADDRESS:PORT</c>, <c>tcp://</c>, <c>tls://</c>; port 0 takes a free one.</summary>
    public required IReadOnlyList<Uri> Listen { get; init; }

    /// <summary>Certificates; ours is needed where a <c>tls://</c> address is listened on.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>Address named in signalling to peers that are not on this machine; null for the one listened on.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>Address named for media to peers that are not on this machine; null for the one listened on.</summary>
    public IPAddress? AdvertiseMedia { get; init; }

    /// <summary>First UDP port for media, even.</summary>
    public int FirstMediaPort { get; init; } = 20000;

    /// <summary>Last UDP port for media.</summary>
    public int LastMediaPort { get; init; } = 29999;

    /// <summary>Media threads; by default one for two processors, the other being for signalling and conversations.</summary>
    public int MediaThreads { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Whether audio is encrypted, where the trunk does not say otherwise.</summary>
    public MediaEncryption Encryption { get; init; } = MediaEncryption.Preferred;

    /// <summary>Whether keys of the audio may go over signalling that is itself in clear (UDP, TCP), where whoever reads it can decrypt.</summary>
    public bool KeysInClear { get; init; }

    /// <summary>Name servers to ask for trunks; empty for the system's own.</summary>
    public IReadOnlyList<IPEndPoint> NameServers { get; init; } = [];

    public IReadOnlyList<Trunk> Trunks { get; init; } = [];

    /// <summary>Sources whose calls are taken besides the trunks'. Loopback always is.</summary>
    public IReadOnlyList<IPNetwork> Allow { get; init; } = [];

    /// <summary>The site's own telephones, which register with us from wherever they are.</summary>
    public IReadOnlyList<PhoneAccount> Phones { get; init; } = [];

    /// <summary>Whose passwords phones are asked for (RFC 3261 section 22.1): the same on every node, or each asks again.</summary>
    public string Realm { get; init; } = "supportline";

    /// <summary>Whether phones are asked for MD5 alone: some older ones take a challenge they do not know for a failure, instead of passing over it.</summary>
    public bool Md5Alone { get; init; }

    /// <summary>How long a stranger who does not stop is met with silence, the first time; zero for never.</summary>
    public TimeSpan BanFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Calls at once, both directions; a further one is refused by 503.</summary>
    public int MaxCalls { get; init; } = 2000;

    /// <summary>No call lasts longer.</summary>
    public TimeSpan MaxCallLength { get; init; } = TimeSpan.FromHours(4);

    /// <summary>So long without a packet from a far end that should send, and it is asked whether it is there; ended where it is not.</summary>
    public TimeSpan QuietLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a session lasts without a refresh (RFC 4028); 90 s at least. A far end that is gone is noticed by then.</summary>
    public TimeSpan SessionInterval { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Server and User-Agent header.</summary>
    public string UserAgent { get; init; } = "SupportLine";
}
