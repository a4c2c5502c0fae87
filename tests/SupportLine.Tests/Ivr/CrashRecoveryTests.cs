using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>What was said on a call under which the process died.</summary>
public sealed class CrashRecoveryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crash");
    private readonly HelpdeskSite _site;

    public CrashRecoveryTests() => _site = new HelpdeskSite(HelpdeskSite.Night, new Script(), recordings: _folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Trait("Clause", "SNG-01")]
    public void A_second_problem_that_was_described_is_a_ticket_of_its_own()
    {
        Die(async () =>
        {
            await SayAsync(Emergency());
            await RaiseAsync();
            await SayAsync(Emergency());
        });
        Assert.Equal(2, _site.Tickets.All.Count);
        Assert.True(_site.Tickets.All[1].Confirmed);
        Assert.Equal(2, _site.Escalations.All.Count);
    }

    [Fact]
    public void A_ticket_that_was_raised_of_what_was_said_last_is_the_only_one()
    {
        Die(async () =>
        {
            await SayAsync(Emergency());
            await RaiseAsync();
        });
        Assert.Single(_site.Tickets.All);
    }

    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(true, true, 1)]
    [InlineData(false, false, 0)]
    public void A_voice_note_that_was_being_spoken_is_on_its_ticket_once(bool isWritten, bool isNoted, int notes)
    {
        var ticket = _site.Raised("aceros");
        if (isWritten) File.WriteAllBytes(Path.Combine(_folder.FullName, "call-1.wav"), WavOf.Tone());
        Die(async () =>
        {
            await SayAsync(new Progress { Language = "es-MX", CallerNumber = HelpdeskSite.Maria, Ticket = ticket, Note = "call-1.wav" });
            if (isNoted) await _site.Tickets.AppendAsync(ticket.Folio, new TicketChange.VoiceNoted("call-1.wav"), "caller", "call-1", _site.Site.Clock.Now, default);
        });
        Assert.Single(_site.Tickets.All);
        Assert.Equal(notes, _site.Tickets.Changes(ticket).OfType<TicketChange.VoiceNoted>().Count());
    }

    private static Progress Emergency() => new()
    {
        Language = "es-MX",
        CallerNumber = HelpdeskSite.Maria,
        Standing = CallerStanding.Authorised,
        Claimed = "emergencia",
        Confirmed = true,
    };

    private async Task SayAsync(Progress progress)
    {
        await Task.Delay(TimeSpan.FromSeconds(10), _site.Time);
        await _site.Calls.AppendAsync("call-1", _site.Site.Clock.Now, ProgressNote.Kind, progress.ToNote().ToJson());
    }

    private async Task RaiseAsync()
    {
        var desk = new TicketDesk(_site.Site, _site.Line);
        await desk.RaiseAsync(Emergency(), await desk.DecideAsync(Emergency(), escalates: null, default), "call-1", incomplete: false, default);
    }

    /// <summary>The call, until the process dies, and the next start.</summary>
    private void Die(Func<Task> call) => Pump.Run(_site.Time, async () =>
    {
        await _site.Calls.OpenAsync(new CallRecord("call-1", _site.Line.Id, "5000", HelpdeskSite.Maria, _site.Site.Clock.Now, null, null), "here", default);
        await call();
        Assert.True(await CrashRecovery.RunAsync(_site.Site, "here", () => Task.FromResult(true), default));
        Assert.Equal(CallEnding.Interrupted, _site.Ending());
    });
}
