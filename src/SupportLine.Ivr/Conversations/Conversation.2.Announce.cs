using SupportLine.Domain.Announcements;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>The greeting, whether support is open, and known failures and maintenance before anybody raises a ticket (IPX-15).</summary>
internal sealed partial class Conversation
{
    private async Task AnnounceAsync(CancellationToken ct)
    {
        _talk.Lead(line.Dialogue.Welcome);
        if (!IsOpen) _talk.Lead(Prompts.Closed);
        foreach (var announcement in await site.Announcements.OpenAsync(line.Id, site.Clock.Now, ct))
        {
            var page = line.StatusPages.FirstOrDefault(known => known.Id == announcement.Page);
            Phrase[] sent = page is null ? [] : [Prompt(Prompts.AddressSent)];
            await _talk.SayAsync([Prompt(Prompts.Notice), Spoken(announcement), .. sent], ct);
            if (page is not null) _progress.Told.Add(new TicketChange.Told(page.Id, page.Address));
        }
    }

    private Phrase Spoken(Announcement announcement)
    {
        var general = announcement.Kind == AnnouncementKind.Failure ? Prompts.KnownFailure : Prompts.Maintenance;
        if (announcement.Recording is { } recording && Path.Combine(site.Recordings, recording) is var path && File.Exists(path))
        {
            return new Phrase.Recorded(path);
        }

        return announcement.Text.TryGetValue(_progress.Language, out var words) ? new Phrase.Dynamic(words, general) : Prompt(general);
    }
}
