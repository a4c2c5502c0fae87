using System.Globalization;
using SupportLine.Domain.Tickets;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>The recording of a talk: its files, and what the call's journal and the ticket say of it.</summary>
/// <param name="site">Where it goes.</param>
/// <param name="caller">Whose talk.</param>
/// <param name="file">Name of the mix; each side's has its name behind it.</param>
internal sealed class TalkTape(Site site, Talk caller, string file)
{
    private int _helpers;

    /// <summary>Begins; a helper who comes later has a number. Where there is no room for it, nothing is recorded, and the ticket says so.</summary>
    public async Task<Task<IReadOnlyList<RecordingResult>>> RunAsync(IBridge bridge)
    {
        if (RecordingSpace.Lack(site.Recordings, site.RecordingFloor) is { } lack)
        {
            return Task.FromResult<IReadOnlyList<RecordingResult>>([new RecordingResult(file, TimeSpan.Zero, null, HeardSpeech: false) { Failure = lack }]);
        }

        await caller.Journal.AddAsync("talk-recording", file);
        return bridge.RecordAsync(new TalkRecording(Path.Combine(site.Recordings, file), leg => Path.Combine(site.Recordings, SideOf(leg))));
    }

    /// <summary>Notes what became of it.</summary>
    public async Task NoteAsync(IReadOnlyList<RecordingResult> results, Ticket ticket)
    {
        var mix = results[0];
        await caller.Journal.AddAsync("talk-recorded", string.Create(CultureInfo.InvariantCulture, $"{file} {mix.Duration.TotalSeconds:0.0} s"));
        TicketChange change = results.FirstOrDefault(result => result.Failure is not null) is { Failure: { } why, Duration: var until }
            ? new TicketChange.Noted(string.Create(CultureInfo.InvariantCulture, $"The recording of the talk stopped after {until.TotalSeconds:0.0} s: {why}"), Inside: true)
            : new TicketChange.TalkRecorded(file);
        await site.Tickets.AppendAsync(ticket.Folio, change, "system", caller.Leg.Id, site.Clock.Now, CancellationToken.None);
    }

    private string SideOf(ICall leg)
    {
        var side = leg == caller.Leg ? "caller" : ++_helpers == 1 ? "helper" : string.Create(CultureInfo.InvariantCulture, $"helper-{_helpers}");
        return $"{Path.GetFileNameWithoutExtension(file)}-{side}.wav";
    }
}
