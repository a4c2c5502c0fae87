using System.Collections.Concurrent;
using SupportLine.CallTests.Kills;
using SupportLine.CallTests.Sites;
using Xunit.Abstractions;

namespace SupportLine.CallTests;

/// <summary>
/// The service is killed at points of an escalation, and started again: no emergency is forgotten, no telephone is rung while a ring or
/// a call of the life before still stands. <c>SUPPORTLINE_ESCALATION_KILLS=100</c> makes it a hundred points, all different; a few
/// otherwise. <c>SUPPORTLINE_ESCALATION_KILLS_AT_ONCE=8</c> has eight at once.
/// </summary>
/// <param name="storage">Where.</param>
/// <param name="sample">Points that <c>./test</c> takes.</param>
/// <param name="output">Told how it came out.</param>
public abstract class EscalationKillTests(Func<Task<string?>> storage, int sample, ITestOutputHelper output)
{
    /// <summary>Points of a scenario that a sample is drawn from.</summary>
    private const int FirstPoints = 20;

    private static int? Many => int.TryParse(Environment.GetEnvironmentVariable("SUPPORTLINE_ESCALATION_KILLS"), out var kills) ? kills : null;

    private static int AtOnce => int.TryParse(Environment.GetEnvironmentVariable("SUPPORTLINE_ESCALATION_KILLS_AT_ONCE"), out var kills) ? kills : 2;

    [SkippableFact]
    public async Task No_emergency_is_forgotten_and_nobody_is_rung_twice_at_once_when_the_process_is_killed()
    {
        var results = new ConcurrentBag<KillResult>();
        await Parallel.ForEachAsync(await PointsAsync(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (point, _) =>
            results.Add(await EscalationKill.RunAsync(Scenario.All[point.Scenario], point.Point, await storage())));
        Report(results);
        if (Many is not null) Assert.All(results.Select(result => result.TakenUpAfter).OfType<TimeSpan>(), after => Assert.True(after <= TimeSpan.FromSeconds(10), $"taken up after {after}"));
    }

    /// <summary>In the long run as many of each scenario, over all its length; in the sample a few at random, with a caller who waits at one of them.</summary>
    private async Task<IReadOnlyList<(int Scenario, int Point)>> PointsAsync()
    {
        if (Many is not { } many)
        {
            var random = new Random(6);
            var kinds = Enumerable.Range(0, Scenario.All.Count).ToLookup(scenario => Scenario.All[scenario].CallerWaits, scenario => scenario);
            return [.. Enumerable.Range(0, sample).Select(i => kinds[i == 0].ToList()).Select(of => (of[random.Next(of.Count)], 1 + random.Next(FirstPoints)))];
        }

        var lengths = new int[Scenario.All.Count];
        await Parallel.ForAsync(0, lengths.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (scenario, _) =>
            lengths[scenario] = (await EscalationKill.RunAsync(Scenario.All[scenario], int.MaxValue, await storage())).Steps);
        output.WriteLine($"lengths: {string.Join(", ", Scenario.All.Zip(lengths, (scenario, length) => $"{scenario.Name} {length}"))}");
        var each = (many + lengths.Length - 1) / lengths.Length;
        return [.. from scenario in Enumerable.Range(0, lengths.Length) from point in Spread(lengths[scenario], each) select (scenario, point)];
    }

    /// <summary>So many of the numbers from 1 to the length, evenly spread; all of them where they are fewer.</summary>
    private static IEnumerable<int> Spread(int length, int count) =>
        Enumerable.Range(0, count).Select(i => 1 + (count == 1 ? 0 : i * (length - 1) / (count - 1))).Distinct();

    private void Report(IReadOnlyCollection<KillResult> results)
    {
        var after = results.Select(result => result.TakenUpAfter).OfType<TimeSpan>().Order().ToList();
        output.WriteLine($"{results.Count(result => result.IsPoint)} points, and {results.Count(result => !result.IsPoint)} kills after the end of an escalation");
        output.WriteLine($"telephones left ringing {results.Sum(result => result.Ringing)}, in a call {results.Sum(result => result.Talking)}");
        output.WriteLine($"ended: {string.Join(", ", results.GroupBy(result => result.State).Select(group => $"{group.Count()} {group.Key}"))}");
        if (after.Count > 0) output.WriteLine($"taken up, of {after.Count}: in the middle {after[after.Count / 2].TotalSeconds:0.0} s after the start of the process, at most {after[^1].TotalSeconds:0.0} s");
    }
}

/// <inheritdoc/>
public sealed class EscalationKillTestsOnSqlite(ITestOutputHelper output) : EscalationKillTests(Stores.Sqlite, 4, output);

/// <inheritdoc/>
public sealed class EscalationKillTestsOnPostgres(ITestOutputHelper output) : EscalationKillTests(Stores.Postgres, 2, output);
