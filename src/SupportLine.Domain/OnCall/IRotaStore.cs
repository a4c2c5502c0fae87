namespace SupportLine.Domain.OnCall;

/// <summary>Rotas and engineers as stored.</summary>
public interface IRotaStore
{
    Task<Rota?> RotaAsync(string id, CancellationToken ct);

    Task<IReadOnlyList<Rota>> RotasAsync(CancellationToken ct);

    Task<IReadOnlyList<Engineer>> EngineersAsync(CancellationToken ct);
}
