using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Ivr.Conversations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>
/// An engineer who missed the ring phones the number it came from, and is offered at once what that engineer has taken for later, then
/// what nobody has accepted, the oldest first. Known by one of their own numbers where a trusted trunk vouches for it, or by their registered phone: a number that
/// anybody could show opens no emergency.
/// </summary>
internal sealed class CallingEngineer(Site site, EscalationRunner escalations, ICall call, Line line, string callerNumber)
{
    /// <summary>How long what ended in vain is still offered, as long as nobody has its ticket.</summary>
    private static readonly Duration Recent = Duration.FromHours(24);

    private readonly CallJournal _journal = new(site.Calls, site.Clock, call.Id);
    private readonly HashSet<string> _offered = [];

    /// <summary>Whether there was an emergency for whoever calls.</summary>
    public bool HasOffered => _offered.Count > 0;

    /// <summary>True when the call has had what it was for; false where it goes on as any other caller's, who an engineer may be, too.</summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        if (!call.Party.Trusted && call.Party.Phone is null) return false;
        var phones = (await site.Rotas.EngineersAsync(ct)).SelectMany(Phones).ToList();
        var end = RingEnd.Next;
        while (phones.Count > 0 && await NextAsync(phones, ct) is var (escalation, theirs, phone))
        {
            _offered.Add(escalation.Id);
            await call.AnswerAsync(ct);
            await _journal.AddAsync("engineer", phone.Engineer.Id);
            await _journal.AddAsync("offered", escalation.Folio.Digits);
            end = await escalations.AskAsync(escalation, theirs, phone, call, ct);
            if (end is not (RingEnd.NextPerson or RingEnd.Elsewhere)) break;
        }

        return call.End is not null || end is not (RingEnd.Next or RingEnd.NextPerson);
    }

    /// <summary>The next emergency that rings one of them; null when there is none.</summary>
    private async Task<(Escalation Escalation, Line Line, LadderStep Phone)?> NextAsync(List<LadderStep> phones, CancellationToken ct)
    {
        var deferred = (await site.Escalations.UnfinishedAsync(ct)).Where(escalation => escalation.IsForLater);
        foreach (var escalation in deferred.Concat(await site.Escalations.UnacceptedAsync(site.Clock.Now - Recent, ct)))
        {
            if (_offered.Contains(escalation.Id) || site.Lines.Find(escalation.LineId) is not { } theirs) continue;
            if (await RungAsync(escalation, theirs, ct) is not { Count: > 0 } rung) continue;
            if (phones.Find(phone => rung.Contains(phone.Engineer.Id)) is { } found) return (escalation, theirs, found);
        }

        return null;
    }

    /// <summary>Ids of all who were rung for it, or are to be; of whoever has taken it for later; empty where somebody has the ticket of one that ended in vain.</summary>
    private async Task<HashSet<string>> RungAsync(Escalation escalation, Line theirs, CancellationToken ct)
    {
        if (escalation.IsForLater) return [escalation.AcceptedBy!];
        var ticket = await site.Tickets.FindAsync(escalation.Folio, ct);
        if (escalation.State == EscalationState.Exhausted)
        {
            var isWaiting = ticket is { Assignee: null } && ticket.Status == theirs.FirstStatus.Id;
            if (!isWaiting || (await site.Escalations.FindAsync(escalation.Folio, ct))?.Id != escalation.Id) return [];
        }

        var rung = (await site.Escalations.AttemptsAsync(escalation.Id, ct)).Select(attempt => attempt.EngineerId).ToHashSet();
        if (escalation.First is { } first) rung.Add(first);
        foreach (var rungs in theirs.Routing.LadderFor(ticket?.Claimed ?? ticket?.Severity, ticket?.Product).Rungs.GroupBy(rungs => rungs.Rota))
        {
            var onCall = (await site.Rotas.RotaAsync(rungs.Key, ct))?.OnCallAt(site.Clock.Now) ?? [];
            foreach (var each in rungs) rung.UnionWith(each.Of(onCall));
        }

        return rung;
    }

    /// <summary>Those of an engineer's phones that the call comes from.</summary>
    private IEnumerable<LadderStep> Phones(Engineer engineer) =>
        engineer.Targets.Where(target => IsCalling(target.Address)).Select(target => new LadderStep(engineer, target.Address));

    private bool IsCalling(string target)
    {
        if (target.StartsWith(PhoneAccount.Scheme, StringComparison.Ordinal)) return call.Party.Phone == target[PhoneAccount.Scheme.Length..];
        var user = target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('@')[0];
        return call.Party.Trusted && callerNumber.Length > 0 && CallerNumber.Normalise(user, line.Region) == callerNumber;
    }
}
