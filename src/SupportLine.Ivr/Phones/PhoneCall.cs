using SupportLine.Domain.Calls;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Escalations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Phones;

/// <summary>
/// One of the site's phones calls another, as an agent does before putting a caller through: rung, and joined until one of them
/// hangs up or is put through.
/// </summary>
/// <param name="site">Knows who talks where.</param>
/// <param name="exchange">Rings and joins.</param>
/// <param name="caller">The phone that calls.</param>
/// <param name="journal">Of its call.</param>
internal sealed class PhoneCall(Site site, IExchange exchange, ICall caller, CallJournal journal) : ITalk
{
    private static readonly TimeSpan Ring = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<ICall> _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ICall> _legs = [];
    private readonly Lock _lock = new();
    private IBridge _bridge = null!;
    private bool _isJoined;

    public async Task<CallEnding> RunAsync(CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, caller.Ended);
        var target = PhoneAccount.Scheme + caller.Dialled;
        await journal.AddAsync("ringing", target);
        var result = await site.DialNotedAsync(exchange, new DialRequest(target, caller.Party.Phone!, caller.Party.DisplayName, Ring), left.Token);
        await journal.AddAsync("rang", $"{target} {result.GetType().Name}");
        if (result is not DialResult.Answered { Leg: var called })
        {
            if (caller.End is null) await caller.RejectAsync(StatusOf(result), ct);
            return CallEnding.BetweenPhones;
        }

        _legs.AddRange([caller, called]);
        try
        {
            await TalkAsync(target, ct);
        }
        finally
        {
            foreach (var leg in Present().Where(leg => leg != caller)) await leg.HangUpAsync(CancellationToken.None);
        }

        // A leg lives as long as the handling of its call, whoever it talks with now.
        if (_released.Task.IsCompleted && await _released.Task == caller) await caller.EndedAsync(ct);
        return CallEnding.BetweenPhones;
    }

    public ICall? Release(ICall leg)
    {
        ICall other;
        lock (_lock)
        {
            if (_legs.Count != 2 || !_legs.Contains(leg)) return null;
            other = _legs.Single(each => each != leg);
            _legs.Remove(other);
        }

        site.Switchboard.Leave(other, this);
        _bridge.Remove(other);
        _released.TrySetResult(other);
        return other;
    }

    public async Task<bool> ReplaceAsync(ICall leg, ICall by, CancellationToken ct)
    {
        bool isJoined;
        lock (_lock)
        {
            if (!_legs.Remove(leg)) return false;
            _legs.Add(by);
            isJoined = _isJoined;
        }

        site.Switchboard.Leave(leg, this);
        site.Switchboard.Enter(by, this);
        if (isJoined) _bridge.Add(by);
        await leg.HangUpAsync(ct);
        return true;
    }

    private static int StatusOf(DialResult result) => result switch
    {
        DialResult.Busy => 486,
        DialResult.Declined => 603,
        DialResult.Failed => 404,
        _ => 480,
    };

    private async Task TalkAsync(string target, CancellationToken ct)
    {
        await using var bridge = _bridge = exchange.OpenBridge();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);

        // Before the caller's phone knows that it is answered: what comes next may be somebody who takes its place.
        foreach (var leg in Present()) site.Switchboard.Enter(leg, this);
        try
        {
            await caller.AnswerAsync(ct);
            Join();
            await journal.AddAsync("connected", target);
            while (await NextAsync(over.Token) is { } happened)
            {
                if (happened is BridgeEvent.TransferAsked asked) asked.Transfer.Finish(603);
                if (happened is BridgeEvent.LegEnded ended && Present().Contains(ended.Leg)) return;
            }
        }
        finally
        {
            over.Cancel();
            foreach (var leg in Present()) site.Switchboard.Leave(leg, this);
        }
    }

    /// <summary>Whoever is there by now: one may have taken another's place already.</summary>
    private void Join()
    {
        lock (_lock)
        {
            _isJoined = true;
            foreach (var leg in _legs) _bridge.Add(leg);
        }
    }

    /// <summary>What happens next; null once a leg was released.</summary>
    private async Task<BridgeEvent?> NextAsync(CancellationToken ct)
    {
        var next = _bridge.NextAsync(ct);
        return await Task.WhenAny(next, _released.Task) == next ? await next : null;
    }

    private List<ICall> Present()
    {
        lock (_lock)
        {
            return [.. _legs];
        }
    }
}
