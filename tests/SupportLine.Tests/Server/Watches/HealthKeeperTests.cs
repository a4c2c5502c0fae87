using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Server.Watches;

namespace SupportLine.Tests.Server.Watches;

public sealed class HealthKeeperTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("health");
    private readonly FakeTimeProvider _real = new();
    private readonly Told _log = new();
    private Func<Task> _store = () => Task.CompletedTask;

    public void Dispose()
    {
        _folder.Refresh();
        if (_folder.Exists) _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Where_all_is_well_nothing_is_told_and_nothing_is_left()
    {
        await using var keeper = Keeper();
        await keeper.LookAsync();
        Assert.Empty(await keeper.AskAsync());
        Assert.Empty(_folder.GetFiles());
        Assert.Empty(_log.All);
    }

    [Fact]
    public async Task A_store_that_takes_nothing_is_told_once_and_again_when_it_is_back()
    {
        await using var keeper = Keeper();
        _store = () => throw new IOException("the database could not be written");
        await keeper.LookAsync();
        await keeper.LookAsync();
        Assert.Equal([new HealthFault("the store takes nothing: the database could not be written", StopsCalls: true)], await keeper.AskAsync());
        _store = () => Task.CompletedTask;
        await keeper.LookAsync();
        Assert.Equal([LogLevel.Critical, LogLevel.Information], _log.All);
    }

    [Fact]
    public async Task A_store_that_hangs_is_not_waited_for_and_not_asked_twice_meanwhile()
    {
        var (begun, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var probe = new HealthProbe("the store", AttemptAsync, _real);
        for (var look = 0; look < 2; look++)
        {
            var looking = probe.AskAsync();
            await begun.Task;
            _real.Advance(HealthProbe.Patience);
            Assert.Equal("the store: no answer within 2 s", await looking);
        }

        answer.SetResult();

        // A second attempt would fail here.
        Task AttemptAsync()
        {
            begun.SetResult();
            return answer.Task;
        }
    }

    [Fact]
    public async Task A_folder_of_recordings_that_is_gone_is_told()
    {
        await using var keeper = Keeper();
        _folder.Delete();
        var fault = Assert.Single(await keeper.AskAsync());
        Assert.StartsWith("recordings cannot be kept: ", fault.What, StringComparison.Ordinal);
        Assert.False(fault.StopsCalls);
    }

    [Fact]
    public async Task So_is_a_disk_with_too_little_room()
    {
        await using var keeper = Keeper(floor: long.MaxValue);
        await keeper.LookAsync();
        Assert.Contains("left to the store", Assert.Single(await keeper.AskAsync()).What, StringComparison.Ordinal);
        Assert.Equal([LogLevel.Critical], _log.All);
    }

    private HealthKeeper Keeper(long floor = 0) => new(() => _store(), _folder.FullName, floor, _real, _log);

    private sealed class Told : ILogger<HealthKeeper>
    {
        public List<LogLevel> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(logLevel);
    }
}
