using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Server.Commands;

namespace SupportLine.Server.Control;

/// <summary>A moment that is asked about a ladder, as it was typed: without an offset it is in the zone of the rota that is rung first.</summary>
internal static class LadderMoment
{
    /// <summary>Null when it is no time.</summary>
    /// <param name="text">As <see cref="TypedTime"/> takes it.</param>
    /// <param name="line">Whose ladder; its zone holds where there is no such rota.</param>
    /// <param name="ladder">One of the line's.</param>
    /// <param name="rotas">The site's.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<Instant?> ParseAsync(string text, Line line, LadderTerms ladder, IRotaStore rotas, CancellationToken ct) =>
        TypedTime.Parse(text, (await rotas.RotaAsync(ladder.Rungs[0].Rota, ct))?.Zone ?? line.Hours.Zone);
}
