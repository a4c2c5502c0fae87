using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests.Crowds;

/// <summary>A caller's wait and what the record has of the call.</summary>
/// <param name="Wait">In the queue.</param>
/// <param name="Place">By which those who wait are ordered.</param>
/// <param name="Record">The call.</param>
/// <param name="Steps">In order.</param>
internal sealed record CrowdCall(QueueWait Wait, Instant Place, CallRecord Record, IReadOnlyList<CallEvent> Steps)
{
    /// <summary>Rings for it: whom, from when, and until when where it came to nothing.</summary>
    public IReadOnlyList<(string Agent, Instant From, Instant? Until)> Rings { get; } = RingsOf(Steps);

    public bool IsBefore(CrowdCall other) => (Place, Wait.JoinedAt, Wait.Id).CompareTo((other.Place, other.Wait.JoinedAt, other.Wait.Id)) < 0;

    private static List<(string Agent, Instant From, Instant? Until)> RingsOf(IReadOnlyList<CallEvent> steps)
    {
        var rings = new List<(string Agent, Instant From, Instant? Until)>();
        foreach (var step in steps)
        {
            var agent = step.Detail.Split(' ')[0].Replace("agent:", "", StringComparison.Ordinal);
            if (step.Kind == "ringing") rings.Add((agent, step.At, null));
            else if (step.Kind == "missed") rings[^1] = rings[^1] with { Until = step.At };
        }

        return rings;
    }
}
