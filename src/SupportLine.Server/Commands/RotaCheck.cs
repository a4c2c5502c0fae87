using NodaTime;
using SupportLine.Domain.Clock;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Server.Hosting;
using SupportLine.Server.Settings;
using SupportLine.Storage;

namespace SupportLine.Server.Commands;

/// <summary>
/// When, outside support hours, a rung of a line's ladders would ring nobody, and whose telephone can not be phoned. What is told changes
/// no exit code: the service can run.
/// </summary>
internal static class RotaCheck
{
    /// <summary>How far ahead is looked; <c>oncall gaps</c> looks as far as it is told.</summary>
    private static readonly Duration Ahead = Duration.FromDays(14);

    /// <summary>Gaps of one rota that are told one by one.</summary>
    private const int MostTold = 5;

    /// <summary>Tells it on standard error; a store that is not there yet has no rotas to look at.</summary>
    public static async Task ReportAsync(SiteSettings settings, LineBook lines, CancellationToken ct)
    {
        try
        {
            await using var store = await Store.OpenAsItIsAsync(settings.Storage, TimeProvider.System, ct);
            if (store is null) return;
            TimeProvider time = settings.StartAt is { } startAt ? new ShiftedTime(TimeProvider.System, startAt) : TimeProvider.System;
            var now = new BusinessClock(time).Now;
            var rotas = await store.Rotas.RotasAsync(ct);
            var phones = new PhoneCheck(await store.Rotas.EngineersAsync(ct), await store.Agents.AgentsAsync(ct), settings.Sip.PhoneNames);
            foreach (var told in phones.Wrong()) await Console.Error.WriteLineAsync(told);
            foreach (var line in lines.Lines)
            {
                foreach (var told in Of(line, rotas, phones, new Interval(now, now + Ahead))) await Console.Error.WriteLineAsync(told);
            }
        }
        catch (StoreException e)
        {
            await Console.Error.WriteLineAsync($"who is on call is not known: {e.Message}");
        }
    }

    private static IEnumerable<string> Of(Line line, IReadOnlyList<Rota> rotas, PhoneCheck phones, Interval within)
    {
        var calendars = Calendars(line);
        foreach (var id in line.Routing.Ladders.SelectMany(ladder => ladder.Rungs).Select(rung => rung.Rota).Prepend(line.Routing.Rota).Distinct())
        {
            if (rotas.FirstOrDefault(rota => rota.Id == id) is not { } known)
            {
                yield return $"{line.Id}: there is no rota {id}: nobody of it would be rung; import a directory file with one";
                continue;
            }

            foreach (var told in Told(calendars, known.Gaps(within), known.Zone, $"nobody is on call in rota {id}")) yield return told;
            var unreached = known.Spans(within).Where(span => span.EngineerIds.Count > 0 && !span.EngineerIds.Any(phones.CanBeRung)).Select(span => span.During);
            foreach (var told in Told(calendars, unreached, known.Zone, $"of those on call in rota {id} none has a number that can be rung")) yield return told;
        }

        foreach (var ladder in line.Routing.Ladders)
        {
            var known = rotas.Where(rota => ladder.Rungs.Any(rung => rung.Rota == rota.Id)).ToList();
            if (known.Count == 0) continue;
            foreach (var told in Told(calendars, InVain(ladder, known, within), known[0].Zone, $"ladder {ladder.Id} rings nobody, of those on call none has a place in it,")) yield return told;
        }
    }

    /// <summary>The support hours by which calls are routed, each calendar that a number of the line names, with what they are told as.</summary>
    private static List<(string Of, SupportHours Hours)> Calendars(Line line)
    {
        var all = line.Numbers.Select(number => line.WithCalendar(number.Calendar).Hours).DistinctBy(hours => hours.Id).ToList();
        return [.. all.Select(hours => (all.Count > 1 ? $"{line.Id} ({hours.Id})" : line.Id, hours))];
    }

    private static IEnumerable<string> Told(List<(string Of, SupportHours Hours)> calendars, IEnumerable<Interval> times, DateTimeZone zone, string what)
    {
        var all = times.ToList();
        foreach (var (of, hours) in calendars)
        {
            var gaps = all.SelectMany(time => Closed(hours, time)).ToList();
            foreach (var gap in gaps.Take(MostTold)) yield return $"{of}: {what} from {Output.Time(gap.Start, zone)} to {Output.Time(gap.End, zone)}";
            if (gaps.Count > MostTold) yield return $"{of}: and {gaps.Count - MostTold} times more within {Ahead.TotalDays:0} days; who is on call when: oncall";
        }
    }

    /// <summary>When somebody is on call, and no rung rings them.</summary>
    private static IEnumerable<Interval> InVain(LadderTerms ladder, List<Rota> rotas, Interval within)
    {
        var cuts = rotas.SelectMany(rota => rota.Spans(within)).SelectMany(span => new[] { span.During.Start, span.During.End }).Distinct().Order().ToList();
        Instant? since = null;
        foreach (var at in cuts)
        {
            var onCall = rotas.ToDictionary(rota => rota.Id, rota => rota.OnCallAt(at));
            var isInVain = at < within.End && onCall.Values.Any(ids => ids.Count > 0)
                && !ladder.Rungs.Any(rung => onCall.TryGetValue(rung.Rota, out var ids) && rung.Of(ids).Any());
            if (isInVain) since ??= at;
            else if (since is { } start)
            {
                yield return new Interval(start, at);
                since = null;
            }
        }
    }

    /// <summary>What of it lies outside support hours, when emergencies are put through to the rota.</summary>
    private static IEnumerable<Interval> Closed(SupportHours hours, Interval gap)
    {
        for (var at = gap.Start; at < gap.End;)
        {
            if (hours.NextClosing(at) is not { } closing || closing >= gap.End) yield break;
            at = Instant.Min(hours.NextOpening(closing), gap.End);
            yield return new Interval(closing, at);
        }
    }
}
