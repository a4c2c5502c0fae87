using System.Collections.Concurrent;
using System.Diagnostics;
using SupportLine.CallTests.Phones;

namespace SupportLine.CallTests.Crowds;

/// <summary>An agent who takes caller after caller: answers, talks for as long as the plan says, hangs up; and declines now and then.</summary>
internal sealed class CrowdAgent : IAsyncDisposable
{
    /// <summary>One ring out of so many is declined.</summary>
    private const int DeclinesOneOf = 40;

    private readonly Handset _handset = new();
    private readonly ConcurrentBag<Task> _deeds = [];
    private readonly Func<TimeSpan> _talk;
    private readonly Random _random;
    private int _declined;
    private int _rings;

    /// <param name="number">From 0.</param>
    /// <param name="talk">From the ring to the hanging up.</param>
    public CrowdAgent(int number, Func<TimeSpan> talk)
    {
        (Id, _talk, _random) = ($"agent{number:00}", talk, new Random(number));
        _handset.Rung = leg => _deeds.Add(Task.Run(() => TakeAsync(leg, Stopwatch.GetTimestamp())));
    }

    public string Id { get; }

    public string Address => _handset.Address;

    public int Declined => _declined;

    public async ValueTask DisposeAsync()
    {
        foreach (var leg in _handset.Legs) leg.HangsUp();
        await Task.WhenAll(_deeds);
        await _handset.DisposeAsync();
    }

    private async Task TakeAsync(HandsetLeg leg, long rung)
    {
        if (Interlocked.Increment(ref _rings) > 1 && _random.Next(DeclinesOneOf) == 0)
        {
            Interlocked.Increment(ref _declined);
            leg.Declines();
            return;
        }

        if (!await leg.AnswersAsync(listens: false)) return;
        var left = _talk() - Stopwatch.GetElapsedTime(rung);
        if (left > TimeSpan.Zero) await Task.WhenAny(leg.Audio!.SpeakAsync(left), leg.Ended);
        leg.HangsUp();
        leg.Audio!.Dispose();
    }
}
