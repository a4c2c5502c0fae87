using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Tests.Domain.OnCall;

public sealed class EngineerTests
{
    private static readonly EngineerTarget Desk =
        new("sip:desk@127.0.0.1", [new QuietTime([], new LocalTime(18, 0), new LocalTime(8, 0)), new QuietTime([IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], new LocalTime(0, 0), new LocalTime(0, 0))]);

    private static readonly EngineerTarget Mobile = new("+528183450001", [new QuietTime([IsoDayOfWeek.Monday], new LocalTime(12, 0), new LocalTime(13, 0))]);

    // 2026-03-09 is a Monday.
    [Theory]
    [InlineData("2026-03-10T07:59:59", "mobile")]
    [InlineData("2026-03-10T08:00:00", "desk mobile")]
    [InlineData("2026-03-10T17:59:59", "desk mobile")]
    [InlineData("2026-03-10T18:00:00", "mobile")]
    [InlineData("2026-03-14T12:00:00", "mobile")]
    [InlineData("2026-03-15T23:59:59", "mobile")]
    [InlineData("2026-03-09T12:30:00", "desk")]
    public void A_telephone_is_not_rung_in_its_quiet_time(string at, string rung)
    {
        var lucia = new Engineer("lucia", "Lucía", [Desk, Mobile], "es-MX");
        Assert.Equal(rung, string.Join(' ', lucia.TargetsAt(At(at)).Select(target => target == Desk ? "desk" : "mobile")));
    }

    [Fact]
    public void Whoever_is_on_call_is_rung_even_when_every_telephone_of_theirs_is_quiet()
    {
        var lucia = new Engineer("lucia", "Lucía", [Desk], "es-MX");
        Assert.Equal([Desk], lucia.TargetsAt(At("2026-03-10T03:00:00")));
        var rota = new Rota("guardia", DateTimeZone.Utc, [new Shift("lucia", [], LocalTime.Midnight, LocalTime.Midnight, null, null)]);
        Assert.Equal([Desk.Address], rota.LadderAt(Moment.At("2026-03-10T03:00:00+00"), [lucia]).Select(step => step.Target));
    }

    private static LocalDateTime At(string text) => NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(text).Value;
}
