using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Storage.OnCall;

/// <summary>A change of a rota as it stands in its table.</summary>
internal sealed class RotaChangeRow
{
    public required string Id { get; init; }

    public required string RotaId { get; init; }

    public required string Kind { get; init; }

    public required long FromAt { get; init; }

    public required long UntilAt { get; init; }

    public string? EngineerId { get; init; }

    public string? ById { get; init; }

    public required string Turns { get; init; }

    public static RotaChangeRow Of(string rotaId, RotaChange change)
    {
        var (kind, engineer, by) = change switch
        {
            RotaChange.Replace replace => ("replace", replace.EngineerId, replace.By),
            RotaChange.Add add => ("add", add.EngineerId, null),
            RotaChange.Remove remove => ("remove", remove.EngineerId, null),
            _ => ("schedule", null, (string?)null),
        };
        return new RotaChangeRow
        {
            Id = change.Id,
            RotaId = rotaId,
            Kind = kind,
            FromAt = Column.Of(change.During.Start),
            UntilAt = Column.Of(change.During.End),
            EngineerId = engineer,
            ById = by,
            Turns = Column.Json(((change as RotaChange.Schedule)?.Turns ?? []).Select(turn =>
                new TurnColumn(turn.EngineerId, Column.Of(turn.During.Start), Column.Of(turn.During.End)))),
        };
    }

    public RotaChange ToChange()
    {
        var during = new Interval(Column.Instant(FromAt), Column.Instant(UntilAt));
        return Kind switch
        {
            "replace" => new RotaChange.Replace(Id, during, EngineerId!, ById!),
            "add" => new RotaChange.Add(Id, during, EngineerId!),
            "remove" => new RotaChange.Remove(Id, during, EngineerId!),
            _ => new RotaChange.Schedule(
                Id,
                during,
                [.. Column.FromJson<TurnColumn[]>(Turns).Select(turn =>
                    new RotaChange.Turn(turn.Engineer, new Interval(Column.Instant(turn.From), Column.Instant(turn.Until))))]),
        };
    }

    /// <summary>A turn in a schedule's JSON.</summary>
    internal sealed record TurnColumn(string Engineer, long From, long Until);
}
