using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Exploration;

/// <summary>Phones of agents and engineers, which ring, answer or do not, as their answer to <c>dial</c> says.</summary>
internal sealed class ScriptedExchange(IAnswers answers, TimeProvider time) : IExchange
{
    /// <summary>Every leg placed, in order.</summary>
    public List<ScriptedCall> Placed { get; } = [];

    /// <summary>Every target rung, in order, answered or not.</summary>
    public List<DialRequest> Rung { get; } = [];

    /// <summary>Writes what whoever was phoned says into a file.</summary>
    public Action<string> Recorder { get; init; } = _ => { };

    /// <summary>Nobody transfers a scripted call.</summary>
    public bool HasPhone(string name) => false;

    /// <summary>The leg of somebody who was phoned, the latest.</summary>
    public ScriptedCall Leg(string who) => Placed.Last(leg => leg.Who == who);

    public async Task<DialResult> DialAsync(DialRequest request, CancellationToken ct)
    {
        Rung.Add(request);
        if (request.BeforeRing is { } note) await note("cancel");
        var who = request.Target.Contains(':', StringComparison.Ordinal) ? request.Target.Split(':', '@')[1] : Asking.Customer;
        var answer = answers.Next(new Asking(who, Answer.Dial, [Answer.PickUp, Answer.NoAnswer]));
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, request.Elsewhere);
            await Task.Delay(answer == Answer.NoAnswer ? request.RingFor : TimeSpan.FromSeconds(4), time, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return new DialResult.Cancelled();
        }

        if (answer == Answer.PickUp && request.BeforeTalk is { } told) await told("hang up");
        return answer switch
        {
            Answer.PickUp => new DialResult.Answered(Place(who, request)),
            Answer.Busy => new DialResult.Busy(),
            Answer.NoAnswer => new DialResult.NoAnswer(),
            Answer.Absent => new DialResult.Failed(0, answer),
            _ => new DialResult.Failed(404, answer),
        };
    }

    public Task<bool> EndLeftAsync(string how, CancellationToken ct)
    {
        Ended.Add(how);
        return Task.FromResult(IsThere);
    }

    /// <summary>Whether such legs answer to that.</summary>
    public bool IsThere { get; set; } = true;

    /// <summary>Legs of a process that died which were ended.</summary>
    public List<string> Ended { get; } = [];

    public IBridge OpenBridge() => new ScriptedBridge(answers, time);

    private ScriptedCall Place(string who, DialRequest request)
    {
        var party = new CallParty(who, "", Trusted: false, Trunk: null);
        var leg = new ScriptedCall(request.LegId ?? $"leg-{Placed.Count}", who, CallDirection.Outbound, party, request.Target, answers, time) { Recorder = Recorder };
        Placed.Add(leg);
        return leg;
    }
}
