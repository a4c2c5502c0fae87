using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using Xunit.Abstractions;

namespace SupportLine.CallTests;

/// <summary>
/// Two engineers who are rung together both press 1 within 20 ms, as measured where their telephones send it. Ten races, or as many as
/// <c>SUPPORTLINE_RACES</c> says; a race whose keys lay further apart counts for nothing and is run again.
/// </summary>
public sealed class RaceTests(ITestOutputHelper output)
{
    private const int MostSites = 20;
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(20);
    private readonly ConcurrentBag<TimeSpan> _apart = [];

    private static int Races => int.TryParse(Environment.GetEnvironmentVariable("SUPPORTLINE_RACES"), out var races) ? races : 10;

    [Fact]
    public async Task Of_two_who_press_1_within_20_ms_one_wins_and_the_other_hears_that_it_is_taken()
    {
        var sites = Math.Min(MostSites, (Races + 4) / 5);
        var left = Races;
        var firstWon = 0;
        await Parallel.ForAsync(0, sites, new ParallelOptions { MaxDegreeOfParallelism = sites }, async (_, _) =>
        {
            await using var one = new Handset();
            await using var other = new Handset();
            var time = new FakeTimeProvider(DateTimeOffset.Parse(TestSite.Night, CultureInfo.InvariantCulture));
            await using var site = await StartAsync(time, one, other);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                TimeSpan apart;
                bool first;
                do
                {
                    (apart, first) = await RaceAsync(site, one, other);

                    // Whoever was rung for another emergency just now would not be rung together with the others.
                    time.Advance(TimeSpan.FromMinutes(2));
                }
                while (apart > Within);

                _apart.Add(apart);
                if (first) Interlocked.Increment(ref firstWon);
            }
        });

        Assert.Equal(Races, _apart.Count);
        var sorted = _apart.Order().ToList();
        output.WriteLine($"{Races} races, one winner each; keys apart {sorted[Races / 2].TotalMilliseconds:0.00} ms in the middle, {sorted[^1].TotalMilliseconds:0.00} ms at most; the phone rung first won {firstWon}");
    }

    /// <summary>How far apart the keys were, and whether the first phone won.</summary>
    private static async Task<(TimeSpan Apart, bool First)> RaceAsync(TestSite site, Handset one, Handset other)
    {
        var folio = await site.RaiseAsync("aceros");
        var escalations = site.Service.Site.Escalations;
        var begun = await escalations.BeginAsync(new NewEscalation(folio, "ipaxes", null, "", "es-MX", site.Service.Site.Clock.Now), default);
        HandsetLeg[] legs = await Task.WhenAll(one.RingsAsync(default), other.RingsAsync(default));
        Assert.All(await Task.WhenAll(legs.Select(leg => leg.AnswersAsync())), Assert.True);
        await Task.WhenAll(legs.Select(leg => leg.Audio!.Ear.HearsAsync(PromptSounds.Of("es-MX", "engineer.emergency"), "engineer.emergency", Phone.Patience)));
        await Task.WhenAll(legs.Select(leg => leg.Audio!.PressAsync("1", lossy: false)));

        await Task.WhenAll(legs.Select(leg => leg.Ended)).WaitAsync(Phone.Patience);
        var ended = await escalations.FindAsync(folio, default);
        var won = ended!.AcceptedBy == "engineer1" ? 0 : 1;
        await legs[won].Audio!.Ear.HearsAsync(PromptSounds.Of("es-MX", "engineer.gone.no-number"), "engineer.gone.no-number", Phone.Patience);
        await legs[1 - won].Audio!.Ear.HearsAsync(PromptSounds.Of("es-MX", "engineer.taken"), "engineer.taken", Phone.Patience);
        var outcomes = (await escalations.AttemptsAsync(begun.Id, default)).Where(attempt => attempt.Outcome is "accepted" or "too-late")
            .Select(attempt => $"{attempt.EngineerId} {attempt.Outcome}").Order();
        Assert.Equal(new[] { $"engineer{won + 1} accepted", $"engineer{2 - won} too-late" }.Order(), outcomes);
        var accepted = (await site.Service.Site.Tickets.HistoryAsync(folio, default)).Select(moved => moved.Change).OfType<TicketChange.EscalationMoved>();
        Assert.Equal([("accepted", $"engineer{won + 1}")], accepted.Select(moved => (moved.State, moved.EngineerId!)));
        var apart = Stopwatch.GetElapsedTime(legs.Min(leg => leg.Audio!.KeyedAt), legs.Max(leg => leg.Audio!.KeyedAt));
        foreach (var leg in legs) leg.Audio!.Dispose();
        return (apart, won == 0);
    }

    private static Task<TestSite> StartAsync(TimeProvider time, params Handset[] engineers) => TestSite.StartAsync(
        TestSite.Night,
        [],
        [],
        null,
        line: text => text.Replace("routing:\n", "routing:\n  ladders: [{ id: core, rungs: [{ together: true }], source: operator }]\n", StringComparison.Ordinal),
        customers: TestSite.CustomersAnd([.. engineers.Select(engineer => engineer.Address)]),
        businessTime: time);
}
