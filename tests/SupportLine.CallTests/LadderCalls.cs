using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Server.Settings;

namespace SupportLine.CallTests;

/// <summary>Ladders that do not go smoothly. Business time stands still but where a test has it go by; the telephones' audio takes its own.</summary>
public sealed class LadderCalls
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse(TestSite.Night, CultureInfo.InvariantCulture));

    [Fact]
    public async Task A_ladder_goes_on_from_whoever_does_not_answer_does_not_press_a_key_or_is_cut_off_until_caller_and_engineer_talk()
    {
        await using var silent = new Phone();
        await using var voicemail = new Phone();
        await using var unlucky = new Phone();
        await using var last = new Phone();
        await using var mobile = new Phone();
        await using var site = await ByNightAsync(mobile, silent, voicemail, unlucky, last);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.ClaimsEmergencyAsync();
        await silent.IsHeardRingingAsync();
        _time.Advance(TimeSpan.FromSeconds(25));
        await silent.IsLeftAsync();

        await voicemail.AnswersAsync();
        await voicemail.HearsAsync("engineer.emergency");
        await voicemail.SpeaksAsync(TimeSpan.FromSeconds(1));
        await voicemail.IsLeftAsync();

        // Cut off a second into the talk.
        await unlucky.AnswersAsync();
        await AcceptsAsync(unlucky);
        await unlucky.SaysUntilAsync("announcement.failure", phone.HearsAsync("announcement.failure"));
        _time.Advance(TimeSpan.FromSeconds(1));
        await unlucky.HangsUpAsync();
        await last.RingsAsync();
        await phone.HearsAsync("escalate.next");

        // The caller hangs up between acceptance and talk, and is phoned by the line.
        await last.AnswersAsync();
        await AcceptsAsync(last);
        await phone.HearsAsync("escalate.accepted");
        await phone.HangsUpAsync();
        await mobile.AnswersAsync();
        await last.SaysUntilAsync("announcement.failure", mobile.HearsAsync("announcement.failure"));
        _time.Advance(TimeSpan.FromSeconds(11));
        await last.HangsUpAsync();
        await mobile.IsLeftAsync();

        Assert.Equal(CallEnding.LeftWhileEscalating, (await site.EndedCallAsync()).Ending);
        var escalation = Assert.Single(await site.Service.Site.Escalations.ListAsync(null, default));
        Assert.Equal((EscalationState.Accepted, "engineer4"), (escalation.State, escalation.AcceptedBy));
        Assert.Equal(
            ["engineer1 no-answer", "engineer2 no-key", "engineer3 accepted", "engineer3 dropped", "engineer4 accepted"],
            (await site.Service.Site.Escalations.AttemptsAsync(escalation.Id, default))
                .Where(attempt => attempt.Outcome is not ("ringing" or "answered" or "caller")).Select(attempt => $"{attempt.EngineerId} {attempt.Outcome}"));
        var history = (await site.Service.Site.Tickets.HistoryAsync(escalation.Folio, default)).Select(moved => moved.Change).ToList();
        Assert.Equal(["engineer:engineer3", "engineer:engineer4"], history.OfType<TicketChange.Connected>().Select(connected => connected.To));
    }

    private static async Task AcceptsAsync(Phone engineer)
    {
        await engineer.HearsAsync("engineer.emergency");
        await engineer.PressesAsync("1");
    }

    /// <summary>It takes calls to every number, and sends none.</summary>
    private static TrunkSettings TrunkTo(Phone phone) => new("carrier", [IPNetwork.Parse("127.0.0.9/32")], false, new Uri($"udp://{phone.Listening}"));

    private Task<TestSite> ByNightAsync(Phone mobile, params Phone[] engineers) => TestSite.StartAsync(
        TestSite.Night,
        [],
        engineers,
        null,
        sip => sip with { Trunks = [TrunkTo(mobile)] },
        line: text => text.Replace("accept-within: 8s", "accept-within: 1s", StringComparison.Ordinal),
        businessTime: _time);
}
