using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Tests.Telephony.Sip.Transactions;

public sealed class SipLoopTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Exception> _failures = [];
    private readonly SipLoop _loop;

    public SipLoopTests() => _loop = new SipLoop(_time, _failures.Add);

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task Work_that_throws_is_told_and_stops_nothing()
    {
        _loop.Post(() => throw new InvalidOperationException("a defect"));

        Assert.Equal(7, await _loop.AskAsync(() => 7));
        Assert.Single(_failures);
    }

    [Fact]
    public async Task What_is_asked_for_in_vain_is_thrown_to_whoever_asked()
    {
        await Assert.ThrowsAsync<FormatException>(() => _loop.AskAsync<int>(() => throw new FormatException()));

        Assert.Empty(_failures);
    }

    [Fact]
    public async Task An_idle_loop_answers_on_the_thread_that_asks_and_a_busy_one_in_its_turn()
    {
        var (here, order) = (Environment.CurrentManagedThreadId, new List<string>());
        var asked = _loop.AskAsync(() => Environment.CurrentManagedThreadId);
        Assert.True(asked.IsCompleted);
        Assert.Equal(here, await asked);

        Task<bool>? within = null;
        await _loop.AskAsync(() =>
        {
            _loop.Post(() => order.Add("posted before"));
            within = _loop.AskAsync(() =>
            {
                order.Add("asked");
                return true;
            });
            order.Add("asking");
            return true;
        });
        Assert.True(await within!);
        Assert.Equal(["asking", "posted before", "asked"], order);
    }

    [Fact]
    public async Task A_timer_cancelled_by_another_of_the_same_moment_does_not_fire()
    {
        var fired = new List<string>();
        await _loop.AskAsync(() =>
        {
            SipTimer? second = null;
            _loop.Schedule(TimeSpan.FromSeconds(1), () =>
            {
                fired.Add("first");
                second!.Cancel();
            });
            second = _loop.Schedule(TimeSpan.FromSeconds(2), () => fired.Add("second"));
            return true;
        });
        _time.Advance(TimeSpan.FromSeconds(5));
        await _loop.AskAsync(() => true);

        Assert.Equal(["first"], fired);
    }

    [Fact]
    public async Task It_knows_how_much_waits()
    {
        using var gate = new SemaphoreSlim(0);
        using var begun = new SemaphoreSlim(0);
        _loop.Post(() =>
        {
            begun.Release();
            gate.Wait();
        });
        await begun.WaitAsync();
        for (var i = 0; i < 300; i++) _loop.Post(() => { });
        Assert.Equal(300, _loop.Waiting);
        gate.Release();
        Assert.Equal(0, await _loop.AskAsync(() => _loop.Waiting));
    }

    [Fact]
    public async Task A_burst_is_no_overload_but_lateness_that_lasts_is()
    {
        using var gate = new SemaphoreSlim(0);
        var asked = new List<Task<bool>>();
        for (var i = 0; i < 3; i++)
        {
            _loop.Post(gate.Wait);
            asked.Add(_loop.AskAsync(() => _loop.IsOverloaded));
        }

        var answers = new List<bool>();
        foreach (var ask in asked)
        {
            _time.Advance(TimeSpan.FromSeconds(1.5));
            gate.Release();
            answers.Add(await ask);
        }

        // Late at 1.5, 3.0 and 4.5 s: for 0, 1.5 and 3 s.
        Assert.Equal([false, false, true], answers);

        // Once nothing waits any more it is over.
        Assert.False(await _loop.AskAsync(() => _loop.IsOverloaded));
    }

    [Fact]
    public async Task Two_late_moments_with_nothing_between_them_are_no_overload()
    {
        Assert.False(await LateAsync());
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.False(await LateAsync());
    }

    /// <summary>What it says in work that waited for 1.5 s, the only work there was.</summary>
    private async Task<bool> LateAsync()
    {
        using var gate = new SemaphoreSlim(0);
        _loop.Post(gate.Wait);
        var asked = _loop.AskAsync(() => _loop.IsOverloaded);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        gate.Release();
        return await asked;
    }
}
