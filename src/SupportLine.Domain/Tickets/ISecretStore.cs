using NodaTime;

namespace SupportLine.Domain.Tickets;

/// <summary>
/// Access data of tickets, where the line's policy keeps any (see <c>AccessDataRule</c>): encrypted under a key that is not
/// in the database. Setting and reading one stand in the ticket's history, by name; the content stands nowhere else.
/// </summary>
public interface ISecretStore
{
    /// <summary>Keeps it; one of the same name is replaced.</summary>
    Task SetAsync(Folio folio, string name, Secret secret, string actor, Instant at, CancellationToken ct);

    /// <summary>Shows it to somebody who may see it; null when there is none.</summary>
    Task<Secret?> RevealAsync(Folio folio, string name, string actor, Instant at, CancellationToken ct);

    /// <summary>What there is on a ticket.</summary>
    Task<IReadOnlyList<string>> NamesAsync(Folio folio, CancellationToken ct);

    /// <summary>Forgets it; false when there was none.</summary>
    Task<bool> DropAsync(Folio folio, string name, string actor, Instant at, CancellationToken ct);
}
