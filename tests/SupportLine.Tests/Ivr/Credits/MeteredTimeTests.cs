using NodaTime;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Credits;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr.Credits;

public sealed class MeteredTimeTests
{
    private static readonly CreditTerms Terms = new([120, 300, 600], 30, "SNG-04");

    private readonly HelpdeskSite _site = new(HelpdeskSite.Day, new Script(), line => line with { Credits = Terms });

    private Line Line => _site.Site.Lines.Find("ipaxes")!;

    [Fact]
    [Trait("Clause", "SNG-03")]
    public void What_an_agent_and_a_caller_speak_is_paid_when_they_end()
    {
        var ticket = _site.Raised("aceros");
        Pump.Run(_site.Time, async () =>
        {
            await _site.Credits.AddAsync(Terms, new NewCreditEntry("aceros", "ipaxes", _site.Site.Clock.Now, CreditKind.Pack, 120, null, "operator:ana", ""), default);
            var time = await MeteredTime.BeginAsync(_site.Site, Line, ticket, "call-1", overdraw: false, default);
            await Task.Delay(TimeSpan.FromSeconds(150), _site.Time);
            await time!.DisposeAsync();
            await time.DisposeAsync();
            Assert.Equal(117, Assert.IsType<CreditRule.Append>(time.Paid).BalanceAfter);
        });

        Assert.Equal(-3, _site.Credits.All.Sum(entry => entry.Credits) - 120);
    }

    [Fact]
    [Trait("Clause", "SNG-03")]
    public void The_talks_of_a_call_count_together_and_a_minute_that_was_begun_is_paid_once()
    {
        var ticket = _site.Raised("aceros");
        Pump.Run(_site.Time, async () =>
        {
            await _site.Credits.AddAsync(Terms, new NewCreditEntry("aceros", "ipaxes", _site.Site.Clock.Now, CreditKind.Pack, 120, null, "operator:ana", ""), default);
            int[] seconds = [90, 20, 30, 600];
            foreach (var each in seconds)
            {
                var time = await MeteredTime.BeginAsync(_site.Site, Line, ticket, "call-1", overdraw: false, default);
                await Task.Delay(TimeSpan.FromSeconds(each), _site.Time);
                await time!.DisposeAsync();
            }
        });

        // 1:30, 1:50, 2:20 and 12:20 in all.
        Assert.Equal([120, -2, -1, -10], _site.Credits.All.Select(entry => entry.Credits));
    }

    [Fact]
    [Trait("Clause", "SNG-03")]
    public void What_a_dead_process_left_running_is_paid_at_the_next_start_up_to_its_last_note()
    {
        var ticket = _site.Raised("aceros");
        Pump.Run(_site.Time, async () =>
        {
            await _site.Credits.AddAsync(Terms, new NewCreditEntry("aceros", "ipaxes", _site.Site.Clock.Now, CreditKind.Pack, 120, null, "operator:ana", ""), default);
            var time = await MeteredTime.BeginAsync(_site.Site, Line, ticket, "call-1", overdraw: false, default);
            await Task.Delay(TimeSpan.FromSeconds(61), _site.Time);
            Assert.True(await CrashRecovery.RunAsync(_site.Site, _site.Site.Node, () => Task.FromResult(true), default));
            Assert.Equal(119, await _site.Credits.BalanceAsync("aceros", "ipaxes", default));
            await time!.DisposeAsync();
            Assert.IsType<CreditRule.AlreadyDone>(time.Paid);
        });
    }

    [Fact]
    public void A_line_without_credits_and_a_ticket_of_nobody_known_are_not_metered() => Pump.Run(_site.Time, async () =>
    {
        Assert.Null(await MeteredTime.BeginAsync(_site.Site, Line, _site.Raised(null), "call-1", overdraw: false, default));
        Assert.Null(await MeteredTime.BeginAsync(_site.Site, Line with { Credits = null }, _site.Raised("aceros"), "call-1", overdraw: false, default));
    });
}
