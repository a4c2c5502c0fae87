using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>What holds for a while instead of a rota's shifts: somebody ill, a swap, a fair week.</summary>
/// <param name="Id">Unique; changes are applied in the order in which they were made.</param>
/// <param name="During">When it holds.</param>
public abstract record RotaChange(string Id, Interval During)
{
    /// <summary>One engineer in another's place: wherever <paramref name="EngineerId"/> would be rung, <paramref name="By"/> is.</summary>
    public sealed record Replace(string Id, Interval During, string EngineerId, string By) : RotaChange(Id, During);

    /// <summary>An engineer more, rung after the others.</summary>
    public sealed record Add(string Id, Interval During, string EngineerId) : RotaChange(Id, During);

    /// <summary>An engineer less.</summary>
    public sealed record Remove(string Id, Interval During, string EngineerId) : RotaChange(Id, During);

    /// <summary>
    /// A temporary schedule: while it holds, neither shifts nor other changes made before it count, and who is on none of its
    /// turns is not rung.
    /// </summary>
    /// <param name="Turns">In the order in which overlapping ones are rung.</param>
    public sealed record Schedule(string Id, Interval During, IReadOnlyList<Turn> Turns) : RotaChange(Id, During);

    /// <param name="EngineerId">Who.</param>
    /// <param name="During">When; what lies outside the schedule does not count.</param>
    public sealed record Turn(string EngineerId, Interval During);
}
