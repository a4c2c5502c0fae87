using SupportLine.Domain.Announcements;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>Known failures and maintenance are told before anybody raises a ticket about them (IPX-15).</summary>
internal sealed partial class Conversation
{
    private async Task AnnounceAsync(CancellationToken ct)
    {
        foreach (var announcement in await site.Announcements.OpenAsync(line.Id, site.Clock.Now, ct))
        {
            _talk.Lead("announcement.notice");
            _talk.Lead(Spoken(announcement));
        }
    }

    private Phrase Spoken(Announcement announcement)
    {
        var general = announcement.Kind == AnnouncementKind.Failure ? "announcement.failure" : "announcement.maintenance";
        if (announcement.Recording is { } recording)
        {
            return new Phrase.Recorded(Path.Combine(site.Recordings, recording));
        }

        return announcement.Text.TryGetValue(_progress.Language, out var words) ? new Phrase.Dynamic(words, general) : Prompt(general);
    }
}
