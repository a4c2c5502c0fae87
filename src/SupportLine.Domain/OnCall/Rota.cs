using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>Who is on call when: shifts in order of precedence within an instant (first, second, ...).</summary>
/// <param name="Id">Name the lines refer to.</param>
/// <param name="Zone">Its time zone.</param>
/// <param name="Shifts">In the order in which the engineers of overlapping shifts are rung.</param>
public sealed partial record Rota(string Id, DateTimeZone Zone, IReadOnlyList<Shift> Shifts)
{
    /// <summary>What holds for a while instead, in the order in which it was decided.</summary>
    public IReadOnlyList<RotaChange> Changes { get; init; } = [];

    /// <summary>The rota as it is once something more has been decided.</summary>
    public Rota With(RotaChange change) => this with { Changes = [.. Changes, change] };
}
