using NodaTime;

namespace SupportLine.Domain.Phones;

/// <summary>Where one of the site's own phones is reached. Instants are real time.</summary>
/// <param name="Node">The node that it registered with: the way to it leads from there.</param>
/// <param name="Phone">Its name.</param>
/// <param name="Contact">The address that its calls go to.</param>
/// <param name="Transport">By which way: <c>udp</c>, <c>tcp</c> or <c>tls</c>.</param>
/// <param name="Remote">The far end of that way, address and port.</param>
/// <param name="Until">When it ends, unless it is renewed.</param>
public sealed record RegisteredPhone(string Node, string Phone, string Contact, string Transport, string Remote, Instant Until)
{
    /// <summary>The proxies on the way, nearest first, separated by commas; empty for none.</summary>
    public string Path { get; init; } = "";

    /// <summary>The near end, address and port: which of the service's own addresses it registered at; null where an earlier program did not note it.</summary>
    public string? Local { get; init; }

    /// <summary>Of the registration that it rests on: what is older than that is not taken.</summary>
    public string CallId { get; init; } = "";

    /// <inheritdoc cref="CallId"/>
    public long CSeq { get; init; }

    /// <summary>What the phone calls itself; null where it does not.</summary>
    public string? Instance { get; init; }
}
