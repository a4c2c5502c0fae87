using Microsoft.Extensions.Time.Testing;
using SupportLine.Server.Watches;

namespace SupportLine.Tests.Server.Watches;

public sealed class WatchTests
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_look_that_fails_is_told_and_the_next_one_comes()
    {
        var time = new FakeTimeProvider();
        await using var watch = new Failing(time);
        watch.Start();
        for (var looks = 1; looks <= 3; looks++)
        {
            Assert.Equal(looks, await watch.NextAsync());
            time.Advance(Every);
        }

        Assert.All(watch.Told, told => Assert.IsType<InvalidCastException>(told));
    }

    [Fact]
    public async Task Disposed_of_it_looks_no_more()
    {
        var time = new FakeTimeProvider();
        var watch = new Failing(time);
        watch.Start();
        Assert.Equal(1, await watch.NextAsync());
        await watch.DisposeAsync();
        time.Advance(10 * Every);
        Assert.Single(watch.Told);
    }

    private sealed class Failing(TimeProvider time) : Watch(Every, time)
    {
        private readonly System.Threading.Channels.Channel<int> _looks = System.Threading.Channels.Channel.CreateUnbounded<int>();

        public List<Exception> Told { get; } = [];

        public Task<int> NextAsync() => _looks.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        protected override Task WatchOnceAsync(CancellationToken ct) => throw new InvalidCastException("nobody foresaw it");

        protected override void OnFailed(Exception e)
        {
            Told.Add(e);
            _looks.Writer.TryWrite(Told.Count);
        }
    }
}
