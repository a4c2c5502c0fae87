using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Server.Commands;

/// <summary>What a change comes to: one that would do nothing is refused, and when it leaves nobody on call is told.</summary>
internal static partial class OnCallCommand
{
    /// <summary>Times without anybody that are told one by one.</summary>
    private const int MostTold = 5;

    /// <summary>How far into a change is looked: one that is to hold for good ends far away.</summary>
    private static readonly Duration Farthest = Duration.FromDays(3660);

    /// <summary>What to tell whoever named an engineer whom nobody knows; null when all are known.</summary>
    private static string? Unknown(IReadOnlyList<Engineer> engineers, params IEnumerable<string> ids) =>
        ids.FirstOrDefault(id => engineers.All(known => known.Id != id)) is { } nobody
            ? $"there is no engineer {nobody}: {string.Join(", ", engineers.Select(known => known.Id))}"
            : null;

    /// <summary>Why a change would do nothing; null when it would do something.</summary>
    private static string? InVain(Rota rota, RotaChange change)
    {
        var during = Looked(change);
        if (!rota.Spans(during).Select(Show).SequenceEqual(rota.With(change).Spans(during).Select(Show))) return null;
        var why = change switch
        {
            RotaChange.Replace replace when replace.EngineerId == replace.By => $"{replace.By} would stand in for {replace.By}",
            RotaChange.Replace replace => $"{replace.EngineerId} is not on call then",
            RotaChange.Remove remove => $"{remove.EngineerId} is not on call then",
            RotaChange.Add add => $"{add.EngineerId} is on call then already",
            _ => "all is so already",
        };
        return $"{why}: nothing would change; who is on call when: oncall shifts";
    }

    /// <summary>
    /// Tells when nobody is on call after a change and somebody was before it; of a temporary schedule, which stands in place of the
    /// shifts, whenever nobody is.
    /// </summary>
    private static async Task TellGapsAsync(Rota before, Rota after, RotaChange change)
    {
        var gaps = after.Gaps(Looked(change)).SelectMany(gap => change is RotaChange.Schedule && after.Changes.Contains(change)
            ? [gap]
            : before.Spans(gap).Where(span => span.EngineerIds.Count > 0).Select(span => span.During)).ToList();
        foreach (var gap in gaps.Take(MostTold))
        {
            await Console.Error.WriteLineAsync($"nobody is on call from {Output.Time(gap.Start, after.Zone)} to {Output.Time(gap.End, after.Zone)}");
        }

        if (gaps.Count > MostTold) await Console.Error.WriteLineAsync($"and {gaps.Count - MostTold} times more; all of them: oncall gaps");
    }

    private static Interval Looked(RotaChange change) => new(change.During.Start, Instant.Min(change.During.End, change.During.Start + Farthest));

    private static string Show(OnCallSpan span) => $"{span.During} {string.Join(' ', span.EngineerIds)}";
}
