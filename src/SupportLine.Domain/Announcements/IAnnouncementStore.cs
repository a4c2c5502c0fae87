using NodaTime;

namespace SupportLine.Domain.Announcements;

/// <summary>Announcements as stored.</summary>
public interface IAnnouncementStore
{
    Task AddAsync(Announcement announcement, CancellationToken ct);

    /// <summary>Ends one; false when there is none of that id.</summary>
    Task<bool> CloseAsync(string id, Instant at, CancellationToken ct);

    /// <summary>Those told at an instant, the oldest first.</summary>
    Task<IReadOnlyList<Announcement>> OpenAsync(string lineId, Instant at, CancellationToken ct);

    Task<IReadOnlyList<Announcement>> ListAsync(CancellationToken ct);
}
