using NodaTime;

namespace SupportLine.Domain.Phones;

/// <summary>Where the site's own phones are registered: for a node that restarts, and for people.</summary>
public interface IRegisteredPhoneStore
{
    /// <summary>Adds a registration, or puts it in place of the earlier one of the same node, phone and contact.</summary>
    Task PutAsync(RegisteredPhone phone, CancellationToken ct);

    /// <summary>Takes one out; nothing happens when there is none.</summary>
    Task RemoveAsync(string node, string phone, string contact, CancellationToken ct);

    /// <summary>Those in force at an instant, of every node, by phone; what has ended is passed over.</summary>
    Task<IReadOnlyList<RegisteredPhone>> InForceAsync(Instant at, CancellationToken ct);

    /// <summary>Every one that a node has written, ended or not.</summary>
    Task<IReadOnlyList<RegisteredPhone>> OfNodeAsync(string node, CancellationToken ct);
}
