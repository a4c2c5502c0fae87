using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SupportLine.Tests.Telephony.Sip.Transport;

/// <summary>Keeps the ids of what was logged.</summary>
internal sealed class EventIds : ILogger
{
    private readonly ConcurrentQueue<int> _seen = new();

    public IEnumerable<int> Seen => _seen;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _seen.Enqueue(eventId.Id);
}
