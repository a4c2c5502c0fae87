using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>When a first response is due, counted in support hours.</summary>
public abstract record ResponseTarget
{
    private ResponseTarget()
    {
    }

    /// <summary>So much time of support hours (IPX-07: 4 h, 1 h, 15 min).</summary>
    public sealed record Within(Duration Time) : ResponseTarget;

    /// <summary>By the close of the same working day, or of the next one when raised outside hours (WLD-04).</summary>
    public sealed record SameWorkingDay : ResponseTarget;
}
