using NodaTime;

namespace SupportLine.Domain.Agents;

/// <summary>How long a wait will be, told only where there is something to tell it from.</summary>
public static class WaitEstimate
{
    /// <summary>Calls looked at.</summary>
    public const int MostCalls = 20;

    /// <summary>With fewer calls nothing is said.</summary>
    public const int LeastCalls = 5;

    /// <summary>What comes out longer than this says too little to be spoken.</summary>
    public static readonly Duration Longest = Duration.FromHours(1);

    /// <summary>Rounded up to whole minutes; null when it is not known.</summary>
    /// <param name="position">Place among those who wait, from 1.</param>
    /// <param name="agents">Agents who could take it.</param>
    /// <param name="handled">How long agents took for each of the last calls, the writing up with it.</param>
    public static Duration? Of(int position, int agents, IReadOnlyCollection<Duration> handled)
    {
        ArgumentNullException.ThrowIfNull(handled);
        if (agents < 1 || handled.Count < LeastCalls) return null;
        var usual = handled.Aggregate(Duration.Zero, (sum, one) => sum + one) / handled.Count;
        var wait = usual * position / agents;
        return wait > Longest ? null : Duration.FromMinutes(Math.Max(1, Math.Ceiling(wait.TotalMinutes)));
    }
}
