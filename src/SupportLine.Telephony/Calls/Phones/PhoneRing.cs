namespace SupportLine.Telephony.Calls.Phones;

/// <summary>Rings a phone wherever it is registered, all at once; one answers, the others stop (RFC 3261 section 16.7).</summary>
internal static class PhoneRing
{
    /// <summary>Rings, and waits for what comes of it.</summary>
    public static async Task<DialResult> RingAsync(UserAgent agent, string name, DialRequest request, CancellationToken ct)
    {
        // Whoever dialled knows one leg: it is whichever of them answers.
        var one = request with { LegId = request.LegId ?? LegId.New(agent.Loop.Time) };
        var dialled = await agent.Loop.AskAsync(() => (agent.Phones?.WaysTo(name) ?? []).Select(way => agent.Dial(one, way)).ToList());
        if (dialled.Count == 0) return new DialResult.Failed(0, $"nobody is registered as {name}");
        var results = dialled.Select(each => each.Refused).OfType<DialResult>().ToList();
        var calls = dialled.Select(each => each.Call).OfType<OutboundCall>().ToArray();
        await StartNotedAsync(agent, calls, request);
        await using var cancel = ct.Register(() => ForAll(agent, calls, call => call.StopRinging()));
        await using var elsewhere = request.Elsewhere.Register(() => ForAll(agent, calls, call => call.StopElsewhere()));
        var ringing = calls.ToList();
        while (ringing.Count > 0)
        {
            await Task.WhenAny(ringing.Select(call => call.Result));
            var done = ringing.First(call => call.Result.IsCompleted);
            ringing.Remove(done);
            var result = await done.Result;
            if (IsForAll(result))
            {
                var isAnswered = result is DialResult.Answered;
                ForAll(agent, [.. ringing], call =>
                {
                    if (isAnswered) call.GiveWay();
                    else call.StopRinging();
                });
                return result;
            }

            results.Add(result);
        }

        return results.MinBy(Rank)!;
    }

    /// <summary>
    /// Sends the INVITEs of rings that are written down first, all in one note: whoever finds one finds each, and beside a talk those
    /// that may still ring.
    /// </summary>
    private static async Task StartNotedAsync(UserAgent agent, OutboundCall[] calls, DialRequest request)
    {
        if (request.BeforeRing is not { } note || calls.Length == 0) return;
        var rings = calls.ToDictionary(call => call, call => call.LeftRing.ToString());
        try
        {
            await note(string.Concat(rings.Values));
        }
        catch
        {
            // What nobody could cancel is not sent.
            ForAll(agent, calls, call => call.StopRinging());
            throw;
        }

        ForAll(agent, calls, call =>
        {
            var others = string.Concat(rings.Where(ring => ring.Key != call).Select(ring => ring.Value));
            call.Start(request.BeforeTalk is { } talk ? request with { BeforeTalk = how => talk(how + others) } : request, hearWithin: null);
        });
    }

    /// <summary>Somebody answered, or declined everywhere (603): nothing else is waited for.</summary>
    private static bool IsForAll(DialResult result) => result is DialResult.Answered or DialResult.Declined { Status: 603 };

    /// <summary>What says most of the person comes first: in a talk, unwilling, not there; then what says something of a phone alone.</summary>
    private static int Rank(DialResult result) => result switch
    {
        DialResult.Cancelled => 0,
        DialResult.Busy => 1,
        DialResult.Declined => 2,
        DialResult.NoAnswer => 3,
        _ => 4,
    };

    private static void ForAll(UserAgent agent, IReadOnlyList<OutboundCall> calls, Action<OutboundCall> act) => agent.Loop.Post(() =>
    {
        foreach (var call in calls) act(call);
    });
}
