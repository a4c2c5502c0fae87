using System.Net;

namespace SupportLine.Telephony.Calls;

/// <summary>A carrier or PBX known by its addresses.</summary>
/// <param name="Name">For logs and records.</param>
/// <param name="Sources">Where its calls come from.</param>
/// <param name="Trusted">Whether its P-Asserted-Identity is believed (RFC 3325).</param>
/// <param name="Destination">Where our calls to numbers go; null when it takes none.</param>
public sealed record Trunk(string Name, IReadOnlyList<IPNetwork> Sources, bool Trusted, IPEndPoint? Destination)
{
    /// <summary>How it is reached: <c>udp</c>, <c>tcp</c> or <c>tls</c>.</summary>
    public string Transport { get; init; } = "udp";

    /// <summary>Whether its audio is encrypted; null as <see cref="CallEngineOptions.Encryption"/> has it.</summary>
    public MediaEncryption? Encryption { get; init; }
}
