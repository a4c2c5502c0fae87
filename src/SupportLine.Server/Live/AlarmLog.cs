using SupportLine.Domain.Clock;

namespace SupportLine.Server.Live;

/// <summary>The log, of which the last errors are kept for whoever looks; they are gone with the process.</summary>
/// <param name="log">Where everything is told.</param>
/// <param name="clock">Business time.</param>
internal sealed class AlarmLog(ILoggerFactory log, BusinessClock clock) : ILoggerFactory
{
    /// <summary>Different ones kept; what repeats itself, as while a database is away, is one.</summary>
    private const int Most = 50;

    private readonly Lock _lock = new();
    private readonly List<LiveAlarm> _alarms = [];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<LiveAlarm> Last
    {
        get
        {
            lock (_lock)
            {
                return [.. _alarms.OrderByDescending(alarm => alarm.At)];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, log.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => log.AddProvider(provider);

    /// <summary>The log is whoever's who made it.</summary>
    public void Dispose()
    {
    }

    /// <summary>Where there is no room, one that nobody has to act on goes before one that somebody has to, the oldest first.</summary>
    private void Add(bool isCritical, string text)
    {
        var at = clock.Now.ToDateTimeOffset();
        lock (_lock)
        {
            var known = _alarms.FindIndex(alarm => alarm.Text == text && alarm.IsCritical == isCritical);
            if (known >= 0) _alarms[known] = _alarms[known] with { At = at, Times = _alarms[known].Times + 1 };
            else _alarms.Add(new LiveAlarm(at, isCritical, text, 1));
            if (_alarms.Count > Most) _alarms.Remove(_alarms.OrderBy(alarm => alarm.IsCritical).ThenBy(alarm => alarm.At).First());
        }
    }

    private sealed class Logger(AlarmLog alarms, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error or LogLevel.Critical || logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel is LogLevel.Error or LogLevel.Critical)
            {
                var text = formatter(state, exception);
                alarms.Add(logLevel == LogLevel.Critical, exception is null ? text : $"{text}: {exception.Message}");
            }

            logger.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
