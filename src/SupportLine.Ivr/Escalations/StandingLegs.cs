using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>What is written down of legs that stand.</summary>
internal static class StandingLegs
{
    /// <summary>The request, with its leg written down before it is sent and before it is acknowledged: a process that dies leaves no leg that nobody can end.</summary>
    public static DialRequest Noted(this Site site, DialRequest request, string engineerId)
    {
        var legId = request.LegId ?? LegId.New(site.RealTime);
        var until = site.Clock.Now + Duration.FromTimeSpan(request.RingFor);
        Task NoteAsync(string how, Instant? ringsUntil) => site.Legs.NoteAsync(new StandingLeg(legId, site.Node, engineerId, how, ringsUntil), CancellationToken.None);
        return request with { LegId = legId, BeforeRing = how => NoteAsync(how, until), BeforeTalk = how => NoteAsync(how, null) };
    }

    /// <summary>
    /// Phones somebody who is no engineer, with the leg written down for as long as it stands. A store that is away keeps nobody from
    /// being phoned.
    /// </summary>
    public static async Task<DialResult> DialNotedAsync(this Site site, IExchange exchange, DialRequest request, CancellationToken ct)
    {
        var noted = site.Noted(request, engineerId: "");
        var note = noted.BeforeRing!;
        var result = default(DialResult);
        try
        {
            return result = await exchange.DialAsync(noted with { BeforeRing = how => TryAsync(note(how)) }, ct);
        }
        finally
        {
            if (result is DialResult.Answered { Leg: var leg }) leg.Ended.Register(() => _ = site.NoteLegEndedAsync(leg.Id));
            else await site.NoteLegEndedAsync(noted.LegId!);
        }
    }

    /// <summary>A caller who waits for somebody, or talks: the telephone has to be free when the line phones back, or the caller phones again.</summary>
    public static async Task NoteCallerAsync(this Site site, ICall call, CancellationToken ct)
    {
        if (await call.EndingAsync(ct) is { } ending) await TryAsync(site.Legs.NoteAsync(new StandingLeg(call.Id, site.Node, "", ending, RingsUntil: null), ct));
    }

    /// <summary>A leg of no escalation has ended.</summary>
    public static Task NoteLegEndedAsync(this Site site, string legId) => TryAsync(site.Legs.NoteEndedAsync(legId, CancellationToken.None));

    /// <summary>A leg of an escalation has ended.</summary>
    public static Task NoteLegEndedAsync(this Site site, string escalationId, string legId) =>
        TryAsync(site.Escalations.NoteEndedAsync(escalationId, legId, CancellationToken.None));

    /// <summary>A store that is away does not undo what came of the leg: at the next start it is ended once more, which does no harm.</summary>
    private static async Task TryAsync(Task note)
    {
        try
        {
            await note;
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            // It stays written down.
        }
    }
}
