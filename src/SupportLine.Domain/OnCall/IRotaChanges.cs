using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>What holds for a while instead of a rota's shifts, as people decide it.</summary>
public interface IRotaChanges
{
    /// <summary>Has a change hold, after what was decided before.</summary>
    /// <param name="rotaId">A rota there is.</param>
    /// <param name="change">With an id of its own.</param>
    /// <param name="by">Who decides it.</param>
    /// <param name="at">Business time.</param>
    /// <param name="ct">Gives up.</param>
    Task MakeAsync(string rotaId, RotaChange change, string by, Instant at, CancellationToken ct);

    /// <summary>False when there is none of that id, or it was cancelled before.</summary>
    Task<bool> CancelAsync(string id, string by, Instant at, CancellationToken ct);
}
