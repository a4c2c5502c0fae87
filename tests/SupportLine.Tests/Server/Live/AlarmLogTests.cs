using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Domain.Clock;
using SupportLine.Server.Live;

namespace SupportLine.Tests.Server.Live;

public sealed class AlarmLogTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Night.At);
    private readonly AlarmLog _log;
    private readonly ILogger _logger;

    public AlarmLogTests()
    {
        _log = new AlarmLog(NullLoggerFactory.Instance, new BusinessClock(_time));
        _logger = _log.CreateLogger("any");
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Errors_are_kept_the_latest_first_and_what_repeats_itself_once()
    {
        Say(LogLevel.Error, "The store does not answer", new IOException("refused"));
        Say(LogLevel.Warning, "not this");
        Say(LogLevel.Critical, "nobody is on call");
        Say(LogLevel.Error, "The store does not answer", new IOException("refused"));
        Assert.Equal(
            [new LiveAlarm(Night.At.AddSeconds(4), false, "The store does not answer: refused", 2), new LiveAlarm(Night.At.AddSeconds(3), true, "nobody is on call", 1)],
            _log.Last);
    }

    [Fact]
    public void A_flood_of_errors_drives_out_no_alarm_that_somebody_has_to_act_on()
    {
        Say(LogLevel.Critical, "nobody is on call");
        for (var i = 0; i < 200; i++) Say(LogLevel.Error, $"error {i}");
        Assert.Equal(50, _log.Last.Count);
        Assert.Equal("error 199", _log.Last[0].Text);
        Assert.True(_log.Last[^1].IsCritical);
    }

    [Fact]
    public void A_log_that_takes_only_some_is_told_all_and_takes_what_it_takes()
    {
        Assert.True(_logger.IsEnabled(LogLevel.Error));
        Assert.False(_logger.IsEnabled(LogLevel.Information));
    }

    private void Say(LogLevel level, string what, Exception? why = null)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        _logger.Log(level, default, what, why, (text, _) => text);
    }
}
