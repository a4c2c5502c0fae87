using NodaTime;
using NodaTime.Text;
using SupportLine.Domain.OnCall;

namespace SupportLine.Storage.OnCall;

/// <summary>
/// A shift in a rota's JSON: times and dates as ISO 8601. <paramref name="Engineer"/> is alone in it, or
/// <paramref name="Turns"/> says who takes turns.
/// </summary>
internal sealed record ShiftColumn(
    string? Engineer, TurnsColumn? Turns, int[] Days, string From, string Until, string? FirstDay, string? LastDay)
{
    public static ShiftColumn Of(Shift shift) => new(
        shift.Who.EngineerIds.Count == 1 ? shift.Who.EngineerIds[0] : null,
        shift.Who.EngineerIds.Count == 1 ? null : TurnsColumn.Of(shift.Who),
        [.. shift.Days.Select(day => (int)day)],
        LocalTimePattern.GeneralIso.Format(shift.From),
        LocalTimePattern.GeneralIso.Format(shift.Until),
        shift.FirstDay is { } first ? LocalDatePattern.Iso.Format(first) : null,
        shift.LastDay is { } last ? LocalDatePattern.Iso.Format(last) : null);

    public Shift ToShift() => new(
        Turns?.ToRotation() ?? Rotation.Of(Engineer!),
        [.. Days.Select(day => (IsoDayOfWeek)day)],
        LocalTimePattern.GeneralIso.Parse(From).Value,
        LocalTimePattern.GeneralIso.Parse(Until).Value,
        FirstDay is null ? null : LocalDatePattern.Iso.Parse(FirstDay).Value,
        LastDay is null ? null : LocalDatePattern.Iso.Parse(LastDay).Value);
}
