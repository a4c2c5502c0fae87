using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;

namespace SupportLine.Domain.Simulation;

/// <summary>
/// Holds each call against what the line promises, said once more in the plainest way: by a calendar written out minute by
/// minute and by the terms themselves, without the decisions' own code.
/// </summary>
internal sealed class Judge
{
    private readonly Line _line;
    private readonly int _year;
    private readonly Dictionary<string, MinuteCalendar> _calendars;

    public Judge(Line line, int year)
    {
        (_line, _year) = (line, year);
        _calendars = line.Calendars.Append(line.Hours).DistinctBy(hours => hours.Id).ToDictionary(hours => hours.Id, hours => new MinuteCalendar(hours, year));
    }

    /// <summary>The promises that were broken, in words.</summary>
    public IEnumerable<string> Broken(SimulatedCall call, Rota rota)
    {
        var calendar = _calendars[call.Route.Inputs.Calendar];
        var open = calendar.IsOpen(call.At);
        return Routed(call, calendar, open)
            .Concat(Due(call, calendar, open))
            .Concat(Entitled(call))
            .Concat(Rung(call, rota));
    }

    private IEnumerable<string> Routed(SimulatedCall call, MinuteCalendar calendar, bool open)
    {
        var inputs = call.Route.Inputs;
        var decision = call.Route.Decision;
        if (open)
        {
            var agents = _line.Departments.FirstOrDefault(department => department.Id == _line.Products.FirstOrDefault(product => product.Id == (inputs.Product ?? inputs.Contract?.Product))?.Department)?.Agents;
            var rung = agents is { Count: > 0 } ? agents : _line.Routing.Agents;
            var reaches = (rung.Count > 0 || _line.Queue is not null) && !inputs.MessageOnly;
            if (reaches != decision is RouteDecision.ConnectAgent) yield return reaches ? "support was open and no agent was rung" : "an agent was rung who was not asked for";
            if (decision is RouteDecision.ConnectAgent connected && !connected.Agents.SequenceEqual(rung)) yield return "the agents of another department were rung";
            if (decision is RouteDecision.WaitAsTicket { OpensAt: not null }) yield return "an opening was announced while support was open";
            yield break;
        }

        var rings = Rings(call);
        if (rings != decision is RouteDecision.RingOnCall) yield return rings ? "an emergency did not ring on-call" : "on-call was rung for what is no emergency";
        if (decision is RouteDecision.ConnectAgent) yield return "support was closed and an agent was rung";
        if (decision is RouteDecision.WaitAsTicket wait && wait.OpensAt != calendar.NextOpening(call.At)) yield return $"the next opening is {calendar.NextOpening(call.At)}, and {wait.OpensAt} was announced";
        if (decision is RouteDecision.RingOnCall ring && ring.CallBackBy != call.At + _line.Routing.CallBackWithin) yield return $"a call-back was promised by {ring.CallBackBy}";
    }

    /// <summary>Whether this call rings the engineers at night, by the line's published gate.</summary>
    private bool Rings(SimulatedCall call)
    {
        var inputs = call.Route.Inputs;
        if (inputs.Booked) return _line.OutOfHours.BookedVisits;
        var severity = _line.Severities.FirstOrDefault(each => each.Id == inputs.Claimed);
        if (severity is null || !_line.OutOfHours.RingsOnCall.Contains(severity.Id)) return false;
        if ((severity.NightPrompt ?? severity.ConfirmPrompt) is not null && !inputs.Confirmed) return false;
        var registered = inputs.Standing == CallerStanding.Authorised;
        var covered = _line.Identification.WithoutContract || (inputs.Contract is { } contract && Today(call) >= contract.From && Today(call) <= contract.Until);
        if (registered && covered && (call.Entitlement is null or Entitlement.Entitled)) return true;
        return _line.Routing.UnverifiedEmergency && inputs.UnverifiedInLastHour < _line.Routing.UnverifiedPerHour;
    }

    private IEnumerable<string> Due(SimulatedCall call, MinuteCalendar calendar, bool open)
    {
        var inputs = call.Route.Inputs;
        var claimed = _line.Severities.FirstOrDefault(each => each.Id == inputs.Claimed);
        var isAsked = claimed is not null && (open ? claimed.ConfirmPrompt : claimed.NightPrompt ?? claimed.ConfirmPrompt) is not null;
        var stands = _line.ClaimsStand && claimed is not null && (inputs.Confirmed || !isAsked) ? claimed : _line.Severities.First(each => each.Id == _line.StartingSeverity.Value);
        if (call.Route.Decision.DueAt is { } told && (stands.Unpublished || told < call.At)) yield return $"an answer was promised by {told}";
        var promised = Promised(stands, call.At, calendar, open);
        if (call.Route.Decision.DueAt != promised) yield return $"an answer is due by {promised}, and {call.Route.Decision.DueAt} was said";
        if (claimed is not null && call.Route.Decision.ClaimDueAt != Promised(claimed, call.At, calendar, open)) yield return $"the claim's answer is due by {Promised(claimed, call.At, calendar, open)}, and {call.Route.Decision.ClaimDueAt} was said";
    }

    private static Instant? Promised(Severity severity, Instant at, MinuteCalendar calendar, bool open)
    {
        if (severity.Unpublished) return null;
        if (!open && severity.OutOfHours is { } night) return at + night;
        Instant? within = severity.InHours switch
        {
            ResponseTarget.Within target => calendar.After(at, target.Time),
            ResponseTarget.SameWorkingDay => calendar.DayEnd(at),
            _ => null,
        };
        return within is { } due && severity.OutOfHours is { } latest ? Instant.Min(due, at + latest) : within;
    }

    /// <summary>The requirement's row, read once more; nobody is refused without being told what helps.</summary>
    private IEnumerable<string> Entitled(SimulatedCall call)
    {
        if (call is not { Account: { } account, Request: { } request, Entitlement: { } entitlement }) yield break;
        var need = request.Requirement;
        var day = Today(call);
        var product = call.Route.Inputs.Product;
        var contracts = account.Contracts.Where(contract => product is null || contract.Product == product).ToList();
        var assets = account.Assets.Where(asset => product is null || asset.Product == product).ToList();
        var months = _line.MaintenanceIncluded.Value;
        var has = (need.Contract != ContractNeed.Required || contracts.Exists(contract => contract.From <= day && day <= contract.Until))
            && (!need.Warranty || assets.Exists(asset => asset.WarrantyUntil >= day))
            && (!need.Maintenance || assets.Exists(asset => asset.MaintenanceUntil >= day || (months > 0 && asset.BoughtOn is { } bought && day < bought.PlusMonths(months))))
            && (!need.Credits || account.Credits > 0);
        if (has != entitlement is Entitlement.Entitled) yield return has ? $"{request.Id} was refused to who has all it needs" : $"{request.Id} was taken from who lacks something";
        if (entitlement is Entitlement.Entitled { Balance: { } balance } && balance != account.Credits) yield return $"a balance of {balance} was told instead of {account.Credits}";
        if (entitlement is Entitlement.Lacking lacking)
        {
            if (lacking.Lacks.Count == 0) yield return $"{request.Id} was refused without a reason";
            if (need.Contract != ContractNeed.Required && lacking.Lacks.Any(lack => lack.Remedy is Remedy.BuyContract or Remedy.RenewContract)) yield return $"a contract was suggested for {request.Id}, which needs none";
        }
    }

    private IEnumerable<string> Rung(SimulatedCall call, Rota rota)
    {
        if (call.Route.Decision is not RouteDecision.RingOnCall ring) yield break;
        var said = SimulatedRota.Said(rota.Zone, _year, call.At);
        if (!call.OnCall.SequenceEqual(said)) yield return $"on call are {Names(said)}, and {Names(call.OnCall)} would be rung";
        if (call.Route.Inputs.Booked && ring.First != call.Route.Inputs.BookedEngineer) yield return "the technician of a booked visit was not rung first";
    }

    private static LocalDate Today(SimulatedCall call) => call.At.InZone(call.Line.Hours.Zone).Date;

    private static string Names(IReadOnlyList<string> engineers) => engineers.Count == 0 ? "nobody" : string.Join(", ", engineers);
}
