using System.Globalization;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests.Crowds;

/// <summary>Holds what the store has of a crowd against the rules of the queue, and shares no code with it.</summary>
/// <param name="record">What happened.</param>
/// <param name="wrapUp">Of an agent, after a talk and after a ring that was missed alike.</param>
/// <param name="close">Within which two things may stand in the record the other way round.</param>
internal sealed class CrowdJudge(CrowdRecord record, Duration wrapUp, Duration close)
{
    private const int PacketsPerSecond = 50;

    /// <summary>Each came to an agent, or hung up of its own will; those who may have done are named.</summary>
    public string Nobody_is_lost(Func<CrowdCall, bool> mayLeave)
    {
        Assert.All(record.Calls, call => Assert.True(
            call.Wait.Outcome == QueueOutcome.Answered || (call.Wait.Outcome == QueueOutcome.Abandoned && mayLeave(call)),
            $"{call.Record.CallerNumber}: {call.Wait.Outcome}, {call.Record.Ending}"));
        var answered = record.Calls.Where(call => call.Wait.Outcome == QueueOutcome.Answered).ToList();
        Assert.All(answered, call => Assert.Equal(CallEnding.ConnectedToAgent, call.Record.Ending));
        Assert.NotEmpty(answered);
        var waits = answered.Select(call => (call.Wait.LeftAt!.Value - call.Wait.JoinedAt).TotalSeconds).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Calls.Count} callers: {answered.Count} talked with an agent, {record.Calls.Count - answered.Count} hung up; {MostWaiting()} waited at once, for {waits[waits.Count / 2]:0} s in the middle and {waits[^1]:0} s at most");
    }

    /// <summary>Of the agents who are free, whoever has been idle longest is rung.</summary>
    public string The_agent_idle_longest_is_rung()
    {
        var rings = record.Calls.SelectMany(call => call.Rings).OrderBy(ring => ring.From).ToList();
        var taken = rings.ToLookup(ring => ring.Agent, ring => ring.From);
        var (beside, choices) = (0, 0);
        foreach (var ring in rings)
        {
            var since = IdleSince(ring.Agent, ring.From);
            var free = record.Frees.Keys.Where(other => other != ring.Agent && IsFree(other, ring.From)).ToList();
            choices += free.Count > 0 ? 1 : 0;
            foreach (var other in free.Where(other => IdleSince(other, ring.From) < since))
            {
                var next = taken[other].FirstOrDefault(at => at >= ring.From, Instant.MaxValue);
                Assert.True(next - ring.From <= close, $"{ring.Agent}, idle since {since}, was rung at {ring.From}, and {other}, idle since {IdleSince(other, ring.From)}, was not");
                beside++;
            }
        }

        return $"{rings.Count} rings, {choices} of them with a choice: the agent idle longest each time; {beside} pairs rung at the same moment";

        bool IsFree(string agent, Instant at) => IdleSince(agent, at) is var since && since + wrapUp <= at && !taken[agent].Any(from => from >= since && from <= at);
    }

    /// <summary>Nobody is rung for while somebody waits who is before.</summary>
    public string Callers_are_served_in_order()
    {
        var (rings, passed) = (0, 0);
        foreach (var call in record.Calls)
        {
            foreach (var ring in call.Rings)
            {
                rings++;
                var before = record.Calls.Where(other => other != call && other.IsBefore(call) && other.Wait.JoinedAt + close < ring.From && other.Wait.LeftAt > ring.From);
                Assert.All(before, other => Assert.True(IsRungAt(other, ring.From), $"{call.Record.CallerNumber} was served at {ring.From}, and {other.Record.CallerNumber} still waited"));
            }

            passed += record.Calls.Count(other => call.IsBefore(other) && other.Wait.JoinedAt < call.Wait.JoinedAt);
        }

        return $"{rings} times the caller who was first; {passed} times one of higher severity went before one who had come before";

        bool IsRungAt(CrowdCall call, Instant at) =>
            call.Rings.Any(ring => ring.From - close <= at && (ring.Until is not { } until || until + close >= at));
    }

    /// <summary>Each place that was told was the true one.</summary>
    public string Places_are_true()
    {
        var off = new List<Duration>();
        foreach (var call in record.Calls)
        {
            foreach (var told in record.Told[call.Record.Id])
            {
                var by = Off(call, told);
                Assert.True(by <= close, $"{call.Record.CallerNumber} was told place {told.Place} at {told.At} and had {PlaceAt(call, told.At)}");
                off.Add(by);
            }
        }

        var spoken = record.Told.SelectMany(each => each).Count(told => told.Place <= ToldPlace.LastSpoken);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{off.Count} places told, {spoken} of them by number: {off.Count(by => by == Duration.Zero)} true at the very moment, all within {off.Max().TotalMilliseconds:0} ms");
    }

    /// <summary>How far off the waits were that callers were told.</summary>
    public string Waits_told(Interval during)
    {
        var pairs = record.Calls.Where(call => call.Wait.Outcome == QueueOutcome.Answered)
            .SelectMany(call => record.Told[call.Record.Id].Where(told => told.Wait is not null && during.Contains(told.At)), (call, told) => (Told: told.Wait!.Value.TotalMinutes, True: (call.Wait.LeftAt!.Value - told.At).TotalMinutes))
            .ToList();
        if (pairs.Count == 0) return "no wait told";
        var off = pairs.Select(pair => pair.Told - pair.True).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{pairs.Count} waits told in whole minutes: too long by {off[off.Count / 2]:0.0} min in the middle, {off[off.Count / 20]:0.0} to {off[^(1 + (off.Count / 20))]:0.0} min for nine of ten; true ones {pairs.Average(pair => pair.True):0.0} min on average");
    }

    /// <summary>Music goes to those who wait, all the time.</summary>
    public string Music_is_sent()
    {
        var shares = record.Calls.Where(call => call.Wait.LeftAt is not null).Select(call => (Call: call, Seconds: (call.Wait.LeftAt!.Value - call.Wait.JoinedAt).TotalSeconds))
            .Select(each => CrowdRecord.SentTo(each.Call) / (each.Seconds * PacketsPerSecond)).ToList();
        Assert.All(shares, share => Assert.True(share > 0.9, $"{share:0.00} of the packets of a wait were sent"));
        var whole = record.Calls.Sum(call => (call.Record.EndedAt!.Value - call.Record.StartedAt).TotalSeconds) * PacketsPerSecond;
        return string.Create(CultureInfo.InvariantCulture, $"{record.Calls.Sum(CrowdRecord.SentTo)} packets sent to callers, {record.Calls.Sum(CrowdRecord.SentTo) / whole:0.000} of one each 20 ms from the first ring to the end");
    }

    private Instant IdleSince(string agent, Instant at) => record.Frees[agent].Last(since => since <= at);

    private int PlaceAt(CrowdCall call, Instant at) =>
        1 + record.Calls.Count(other => other.Wait.JoinedAt <= at && other.Wait.LeftAt > at && other.IsBefore(call));

    /// <summary>How far away the nearest moment is at which the place was the true one.</summary>
    private Duration Off(CrowdCall call, ToldPlace told)
    {
        var moments = record.Calls.SelectMany(other => new[] { other.Wait.JoinedAt, other.Wait.LeftAt!.Value })
            .SelectMany(at => new[] { at, at - Duration.Epsilon }).Where(at => Duration.Max(at - told.At, told.At - at) <= close)
            .Append(told.At).OrderBy(at => Duration.Max(at - told.At, told.At - at));
        var match = moments.Cast<Instant?>().FirstOrDefault(at => Math.Min(PlaceAt(call, at!.Value), ToldPlace.LastSpoken + 1) == told.Place);
        return match is { } found ? Duration.Max(found - told.At, told.At - found) : Duration.MaxValue;
    }

    private int MostWaiting()
    {
        var (now, most) = (0, 0);
        foreach (var (_, step) in record.Calls.SelectMany(call => new[] { (At: call.Wait.JoinedAt, Step: 1), (At: call.Wait.LeftAt!.Value, Step: -1) }).OrderBy(each => each.At))
        {
            now += step;
            most = Math.Max(most, now);
        }

        return most;
    }
}
