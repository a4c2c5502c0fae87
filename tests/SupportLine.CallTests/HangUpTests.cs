using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests;

/// <summary>
/// A caller who hangs up, at each question of a new request by night: one ending each, and what was said so far is kept where
/// an agent finds it.
/// </summary>
public sealed class HangUpTests
{
    /// <summary>Questions in the order of the call, and what hanging up at each leaves.</summary>
    private static readonly (string Question, CallEnding Ending, bool LeavesTicket)[] Questions =
    [
        ("language", CallEnding.HungUpBeforeRequest, false),
        ("contract.number", CallEnding.HungUpBeforeRequest, false),
        ("pin", CallEnding.HungUpBeforeRequest, false),
        ("menu.main", CallEnding.HungUpBeforeRequest, false),
        ("request.type", CallEnding.HungUpBeforeRequest, false),
        ("severity", CallEnding.HungUpWithIncompleteTicket, true),
        ("severity.confirm", CallEnding.HungUpWithIncompleteTicket, true),
        ("contact.confirm", CallEnding.HungUpWithIncompleteTicket, true),
        ("describe", CallEnding.HungUpWithIncompleteTicket, true),
        ("folio.repeat", CallEnding.LeftWhileEscalating, true),
    ];

    [Fact]
    [Trait("Clause", "IPX-09")]
    public async Task Hanging_up_at_each_question_has_one_ending_and_keeps_what_was_said()
    {
        await using var engineer = new Phone();
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [engineer], null);

        // All at once, each from a number of its own.
        await Task.WhenAll(Questions.Select((_, at) => HangUpAtAsync(site, at)));
        await site.QuietAsync();

        var calls = (await site.Service.Site.Calls.ListAsync(null, 100, default)).ToDictionary(call => call.CallerNumber);
        var tickets = (await site.Service.Site.Tickets.ListAsync(new TicketFilter(), default)).ToLookup(ticket => ticket.CallId);
        for (var at = 0; at < Questions.Length; at++)
        {
            var call = calls[Number(at)];
            var (question, ending, leavesTicket) = Questions[at];
            Assert.True(ending == call.Ending, $"hung up at {question}: {call.Ending}");
            Assert.True(tickets[call.Id].Count() == (leavesTicket ? 1 : 0), $"hung up at {question}: {tickets[call.Id].Count()} tickets");
        }
    }

    private static string Number(int at) => $"+5281834560{at:00}";

    private static async Task HangUpAtAsync(TestSite site, int at)
    {
        await using var phone = new Phone();
        Assert.Equal(200, await phone.DialAsync(site.Address, "5000", Number(at)));
        (string Heard, string Keys)[] steps =
        [
            ("language.press.1", "1"), ("ipaxes.welcome", TestSite.Contract), ("identify.pin", TestSite.Pin), ("menu.main", "1"),
            ("request.type", "4"), ("request.severity", "1"), ("ipaxes.severity.emergencia.night", "1"), ("contact.yours", "1"),
        ];
        for (var step = 0; step < Math.Min(at, steps.Length); step++)
        {
            await phone.HearsAsync(steps[step].Heard);
            await phone.PressesAsync(steps[step].Keys);
        }

        if (at < steps.Length)
        {
            await phone.HearsAsync(steps[at].Heard);
        }
        else
        {
            await phone.HearsAsync("describe.say");
            await phone.HearsBeepAsync();
            await phone.SpeaksAsync(TimeSpan.FromSeconds(2));
        }

        if (at > steps.Length)
        {
            await phone.PressesAsync("#");
            await phone.HearsAsync("folio.is");
        }

        await phone.HangsUpAsync();
    }
}
