using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Exploration;

/// <summary>Phones of agents and engineers, which ring, answer or do not, as their answer to <c>dial</c> says.</summary>
internal sealed class ScriptedExchange(IAnswers answers, TimeProvider time) : IExchange
{
    /// <summary>Every leg placed, in order.</summary>
    public List<ScriptedCall> Placed { get; } = [];

    /// <summary>Every target rung, in order, answered or not.</summary>
    public List<DialRequest> Rung { get; } = [];

    /// <summary>The leg of somebody who was phoned, the latest.</summary>
    public ScriptedCall Leg(string who) => Placed.Last(leg => leg.Who == who);

    public async Task<DialResult> DialAsync(DialRequest request, CancellationToken ct)
    {
        Rung.Add(request);
        var who = request.Target.StartsWith('+') ? request.Target : request.Target.Split(':', '@')[1];
        var answer = answers.Next(new Asking(who, Answer.Dial, [Answer.PickUp, Answer.NoAnswer]));
        try
        {
            await Task.Delay(answer == Answer.NoAnswer ? request.RingFor : TimeSpan.FromSeconds(4), time, ct);
        }
        catch (OperationCanceledException)
        {
            return new DialResult.Cancelled();
        }

        return answer switch
        {
            Answer.PickUp => new DialResult.Answered(Place(who, request)),
            Answer.Busy => new DialResult.Busy(),
            Answer.NoAnswer => new DialResult.NoAnswer(),
            _ => new DialResult.Failed(404, answer),
        };
    }

    public IBridge OpenBridge() => new ScriptedBridge(answers, time);

    private ScriptedCall Place(string who, DialRequest request)
    {
        var party = new CallParty(who, "", Trusted: false, Trunk: null);
        var leg = new ScriptedCall(request.LegId ?? $"leg-{Placed.Count}", who, CallDirection.Outbound, party, request.Target, answers, time);
        Placed.Add(leg);
        return leg;
    }
}
