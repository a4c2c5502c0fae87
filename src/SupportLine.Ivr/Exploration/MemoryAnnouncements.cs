using NodaTime;
using SupportLine.Domain.Announcements;

namespace SupportLine.Ivr.Exploration;

/// <summary>Announcements, all of them open.</summary>
internal sealed class MemoryAnnouncements : IAnnouncementStore
{
    public List<Announcement> All { get; } = [];

    public Task AddAsync(Announcement announcement, CancellationToken ct)
    {
        All.Add(announcement);
        return Task.CompletedTask;
    }

    public Task<bool> CloseAsync(string id, Instant at, CancellationToken ct) => Task.FromResult(All.RemoveAll(known => known.Id == id) > 0);

    public Task<IReadOnlyList<Announcement>> OpenAsync(string lineId, Instant at, CancellationToken ct) => Task.FromResult<IReadOnlyList<Announcement>>(All);

    public Task<IReadOnlyList<Announcement>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Announcement>>(All);
}
