using NodaTime;
using NodaTime.Text;
using SupportLine.Domain.OnCall;

namespace SupportLine.Storage.OnCall;

/// <summary>A telephone in an engineer's JSON.</summary>
internal sealed record TargetColumn(string Address, TargetColumn.QuietColumn[] Quiet)
{
    public static TargetColumn Of(EngineerTarget target) => new(
        target.Address,
        [.. target.Quiet.Select(time => new QuietColumn(
            [.. time.Days.Select(day => (int)day)], LocalTimePattern.GeneralIso.Format(time.From), LocalTimePattern.GeneralIso.Format(time.Until)))]);

    public EngineerTarget ToTarget() => new(
        Address,
        [.. Quiet.Select(time => new QuietTime(
            [.. time.Days.Select(day => (IsoDayOfWeek)day)], LocalTimePattern.GeneralIso.Parse(time.From).Value, LocalTimePattern.GeneralIso.Parse(time.Until).Value))]);

    internal sealed record QuietColumn(int[] Days, string From, string Until);
}
