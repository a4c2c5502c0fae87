using SupportLine.Domain.OnCall;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Escalations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Drills;

/// <summary>The ladder gone through once without its delays: rung after rung, each person in it once, each person's numbers in turn.</summary>
/// <param name="site">Knows the rota.</param>
/// <param name="exchange">Rings.</param>
/// <param name="order">What is asked for.</param>
/// <param name="id">The exercise's.</param>
/// <param name="journal">Of it.</param>
/// <param name="tell">Told of each number as it is through.</param>
internal sealed class DrillLadder(Site site, IExchange exchange, DrillOrder order, string id, CallJournal journal, Action<DrillRing> tell)
{
    private const string NotRung = "not-rung";

    private readonly DrillCall _call = new(site, exchange, order.Line, journal, id);

    /// <param name="ct">The exercise ends; what rings is cut off.</param>
    public async Task<DrillEnd> RunAsync(CancellationToken ct)
    {
        using var accepted = new CancellationTokenSource();
        var engineers = await site.Rotas.EngineersAsync(CancellationToken.None);
        var answers = new Dictionary<string, bool>();
        foreach (var rung in order.Line.Routing.LadderFor(order.Severity, order.Product).Rungs)
        {
            var rota = await site.Rotas.RotaAsync(rung.Rota, CancellationToken.None);
            var whom = rung.Of(rota?.OnCallAt(order.At) ?? []).Where(each => !answers.ContainsKey(each)).ToHashSet();
            var people = rota?.LadderAt(order.At, engineers).Where(step => whom.Contains(step.Engineer.Id)).GroupBy(step => step.Engineer.Id).ToList() ?? [];
            if (rung.Together)
            {
                var all = await Task.WhenAll(people.Select(person => PersonAsync(person, accepted, ct)));
                foreach (var (person, has) in people.Zip(all)) answers[person.Key] = has;
            }
            else
            {
                foreach (var person in people) answers[person.Key] = await PersonAsync(person, accepted, ct);
            }
        }

        if (answers.Count == 0) return DrillEnd.NobodyOnCall;
        return (order.Everyone ? answers.Values.All(has => has) : answers.ContainsValue(true)) ? DrillEnd.Accepted : DrillEnd.NotAccepted;
    }

    /// <summary>Whether this person accepted; where one is enough, all others are told.</summary>
    private async Task<bool> PersonAsync(IEnumerable<LadderStep> phones, CancellationTokenSource accepted, CancellationToken ct)
    {
        var has = false;
        foreach (var phone in phones)
        {
            var ring = has ? Left(phone, NotRung) : await RingAsync(phone, accepted.Token, ct);
            tell(ring);
            await journal.AddAsync("rang", $"engineer:{ring.Engineer} {ring.Target} {ring.Outcome}");
            if (ring.Outcome != AttemptOutcome.Accepted) continue;
            has = true;
            if (!order.Everyone) accepted.Cancel();
        }

        return has;
    }

    private async Task<DrillRing> RingAsync(LadderStep phone, CancellationToken accepted, CancellationToken ct)
    {
        if (accepted.IsCancellationRequested || ct.IsCancellationRequested) return Left(phone, NotRung);
        return site.EngineerLines.IsEngaged(phone.Engineer.Id) ? Left(phone, AttemptOutcome.Engaged) : await _call.RunAsync(phone, accepted, ct);
    }

    private static DrillRing Left(LadderStep phone, string why) => new(phone.Engineer.Id, phone.Target, why, null, null);
}
