namespace SupportLine.Domain.OnCall;

/// <summary>Legs that stand, beside those of escalations' attempts, as stored.</summary>
public interface IStandingLegStore
{
    /// <summary>Notes a ring before it is sent, and in its place the talk before it is acknowledged.</summary>
    Task NoteAsync(StandingLeg leg, CancellationToken ct);

    /// <summary>A leg has ended: nobody has to end it any more.</summary>
    Task NoteEndedAsync(string legId, CancellationToken ct);

    Task<StandingLeg?> FindAsync(string legId, CancellationToken ct);

    /// <summary>Those of a node.</summary>
    Task<IReadOnlyList<StandingLeg>> OfNodeAsync(string node, CancellationToken ct);
}
