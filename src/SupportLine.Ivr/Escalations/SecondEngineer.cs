using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Conversations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>Another engineer brought into a talk: those on call are rung in their order, told what it is about, and in by key 1 alone.</summary>
internal sealed class SecondEngineer(Site site, IExchange exchange, Line line, string callId)
{
    private const char JoinKey = '1';
    private const char PassKey = '2';
    private const int Presentations = 2;

    /// <summary>The first who joins; null when nobody does. The legs of all others have ended.</summary>
    /// <param name="ticket">What the talk is about.</param>
    /// <param name="present">Ids of the engineers who are in it.</param>
    /// <param name="ct">Nobody waits any more: what rings stops ringing.</param>
    public async Task<(Engineer Engineer, ICall Leg)?> ReachAsync(Ticket ticket, IReadOnlyCollection<string> present, CancellationToken ct)
    {
        await site.Drills.EndAsync(ct);
        var rota = await site.Rotas.RotaAsync(line.Routing.Rota, ct);
        var steps = rota?.LadderAt(site.Clock.Now, await site.Rotas.EngineersAsync(ct)) ?? [];
        foreach (var step in steps.Where(step => !present.Contains(step.Engineer.Id)))
        {
            // Whoever is on a call with us already can not be rung.
            ct.ThrowIfCancellationRequested();
            if (site.EngineerLines.TryTake(step.Engineer.Id) is not { } held) continue;
            var joins = false;
            try
            {
                if (await RingAsync(step, ticket, ct) is not { } leg) continue;
                joins = true;
                leg.Ended.Register(() => Left(leg, held));
                return (step.Engineer, leg);
            }
            finally
            {
                // Also where the caller hung up while they were asked, or the store failed: they can be rung again.
                if (!joins) held.Dispose();
            }
        }

        return null;
    }

    private void Left(ICall leg, IDisposable held)
    {
        held.Dispose();
        _ = site.NoteLegEndedAsync(leg.Id);
    }

    private async Task<ICall?> RingAsync(LadderStep step, Ticket ticket, CancellationToken ct)
    {
        var request = site.Noted(
            new DialRequest(step.Target, line.Numbers[0].Number, line.Title, line.Routing.EngineerRing.ToTimeSpan()) { IsOnCall = true, PartOf = callId, Clock = site.Clock.Time },
            step.Engineer.Id);
        var joins = false;
        try
        {
            return await exchange.DialAsync(request, ct) is DialResult.Answered { Leg: var leg } && (joins = await JoinsAsync(leg, step.Engineer, ticket, ct)) ? leg : null;
        }
        finally
        {
            if (!joins) await site.NoteLegEndedAsync(request.LegId!);
        }
    }

    /// <summary>Whether whoever answered comes in; hung up where not.</summary>
    private async Task<bool> JoinsAsync(ICall leg, Engineer engineer, Ticket ticket, CancellationToken ct)
    {
        var joins = false;
        try
        {
            return joins = await AskAsync(leg, engineer, ticket, ct);
        }
        finally
        {
            if (!joins) await leg.HangUpAsync(CancellationToken.None);
        }
    }

    private async Task<bool> AskAsync(ICall leg, Engineer engineer, Ticket ticket, CancellationToken ct)
    {
        var voice = site.Prompts.For(site.Prompts.Has(engineer.Language) ? engineer.Language : line.Languages[0]);
        var dialogue = line.Dialogue with { MenuWait = line.Routing.AcceptWithin.ToTimeSpan(), MenuPresentations = Presentations };
        var talk = new Talk(leg, new CallJournal(site.Calls, site.Clock, callId: null), voice, dialogue);
        try
        {
            var organisation = ticket.OrganisationId is { } id ? await site.Directory.OrganisationAsync(id, ct) : null;
            talk.Lead(Whisper.To(Prompts.SecondWhisper, ticket, organisation));
            talk.Lead(Whisper.SeverityOf(line, ticket, voice));
            talk.Lead(Whisper.RecordingNotice(line));
            var choice = await talk.ChooseAsync(
                new Menu("engineer.join", [Talk.Prompt(Prompts.SecondMenu)], [MenuOption.Unsaid(JoinKey), MenuOption.Unsaid(PassKey)]), ct);
            return choice is { Turn: Turn.Onward, Key: JoinKey };
        }
        catch (CallEndedException)
        {
            return false;
        }
    }
}
