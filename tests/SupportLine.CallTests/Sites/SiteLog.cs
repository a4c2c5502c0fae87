using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SupportLine.CallTests.Sites;

/// <summary>What a site's service logs, kept for the story of a call that did not end as it should.</summary>
internal sealed class SiteLog : ILoggerFactory, ILogger
{
    private const int Most = 200;

    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>The last lines.</summary>
    public string Told => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue($"{TimeProvider.System.GetUtcNow():mm:ss.fff} {logLevel} {formatter(state, exception)} {exception}");
        while (_lines.Count > Most) _lines.TryDequeue(out _);
    }

    public void Dispose()
    {
    }
}
