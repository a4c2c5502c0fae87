using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Ivr.Exploration;

/// <summary>Lucia first, then Diego, day and night.</summary>
internal sealed class MemoryRotas(string language) : IRotaStore
{
    public List<Engineer> Engineers { get; } =
    [
        new("lucia", "Lucía Ramos", ["sip:lucia@127.0.0.1:5071"], language),
        new("diego", "Diego Peña", ["sip:diego@127.0.0.1:5072"], language),
    ];

    public Task<Rota?> RotaAsync(string id, CancellationToken ct) => Task.FromResult<Rota?>(new Rota(
        id,
        DateTimeZone.Utc,
        [.. Engineers.Select(engineer => new Shift(engineer.Id, [], LocalTime.Midnight, LocalTime.Midnight, null, null))]));

    public async Task<IReadOnlyList<Rota>> RotasAsync(CancellationToken ct) => [(await RotaAsync("guardia", ct))!];

    public Task<IReadOnlyList<Engineer>> EngineersAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Engineer>>(Engineers);
}
