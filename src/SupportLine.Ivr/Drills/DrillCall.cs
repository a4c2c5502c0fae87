using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Escalations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Drills;

/// <summary>One phone rung as an exercise: told so before anything else, and asked for key 1.</summary>
/// <param name="site">Speaks.</param>
/// <param name="exchange">Rings.</param>
/// <param name="line">Rings from its first number, as in an emergency.</param>
/// <param name="journal">Of the exercise.</param>
/// <param name="drillId">The exercise, so that a trace shows its rings together.</param>
internal sealed class DrillCall(Site site, IExchange exchange, Line line, CallJournal journal, string drillId)
{
    private const char AcceptKey = '1';
    private const int Presentations = 2;

    /// <param name="step">Whom.</param>
    /// <param name="elsewhere">Cancelled when somebody else has accepted.</param>
    /// <param name="ct">The exercise ends.</param>
    public async Task<DrillRing> RunAsync(LadderStep step, CancellationToken elsewhere, CancellationToken ct)
    {
        var began = site.RealTime.GetTimestamp();

        // Not marked as on call: an exercise takes none of the channels that trunks keep for emergencies.
        var request = site.Noted(
            new DialRequest(step.Target, line.Numbers[0].Number, line.Title, line.Routing.EngineerRing.ToTimeSpan()) { PartOf = drillId, Elsewhere = elsewhere }, step.Engineer.Id);
        try
        {
            var result = await exchange.DialAsync(request, ct);
            return result is DialResult.Answered { Leg: var leg } ? await ConverseAsync(step, leg, began, elsewhere, ct) : Ring(step, AttemptOutcome.Of(result), null, null);
        }
        finally
        {
            await site.NoteLegEndedAsync(request.LegId!);
        }
    }

    private async Task<DrillRing> ConverseAsync(LadderStep step, ICall leg, long began, CancellationToken elsewhere, CancellationToken ct)
    {
        var answered = Since(began);
        try
        {
            var talk = TalkTo(step.Engineer, leg);
            var outcome = await AskAsync(talk, elsewhere, ct);
            if (outcome != AttemptOutcome.Accepted) return Ring(step, outcome, answered, null);
            var keyed = Since(began);
            await ThankAsync(talk, ct);
            return Ring(step, outcome, answered, keyed);
        }
        finally
        {
            await leg.HangUpAsync(CancellationToken.None);
        }
    }

    private static DrillRing Ring(LadderStep step, string outcome, double? answered, double? keyed) => new(step.Engineer.Id, step.Target, outcome, answered, keyed);

    private static async Task ThankAsync(Talk talk, CancellationToken ct)
    {
        try
        {
            await talk.SayFullyAsync([Talk.Prompt(Prompts.DrillThanks)], ct);
        }
        catch (OperationCanceledException) when (talk.Leg.End is not null || ct.IsCancellationRequested)
        {
            // Hung up first, or an emergency needs the phone: what was keyed stands.
        }
    }

    private Talk TalkTo(Engineer engineer, ICall leg)
    {
        var voice = site.Prompts.For(site.Prompts.Has(engineer.Language) ? engineer.Language : line.Languages[0]);
        var dialogue = line.Dialogue with { MenuWait = line.Routing.AcceptWithin.ToTimeSpan(), MenuPresentations = Presentations };
        return new Talk(leg, journal, voice, dialogue);
    }

    private static async Task<string> AskAsync(Talk talk, CancellationToken elsewhere, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, elsewhere);
        try
        {
            talk.Lead(Prompts.Drill);
            var choice = await talk.ChooseAsync(new Menu("drill.accept", [Talk.Prompt(Prompts.DrillMenu)], [MenuOption.Unsaid(AcceptKey)]), over.Token);
            if (choice is not { Turn: Turn.Onward, Key: AcceptKey }) return AttemptOutcome.NoKey;
        }
        catch (CallEndedException)
        {
            return AttemptOutcome.NoKey;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return AttemptOutcome.Cancelled;
        }

        return AttemptOutcome.Accepted;
    }

    private double Since(long began) => Math.Round(site.RealTime.GetElapsedTime(began).TotalSeconds, 1);
}
