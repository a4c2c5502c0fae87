using System.Collections.Immutable;
using SupportLine.Domain.Agents;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;

namespace SupportLine.Server.Live;

/// <summary>What a snapshot takes from the store.</summary>
internal sealed record StoreLook
{
    /// <summary>As of a store that does not answer.</summary>
    public static readonly StoreLook Nothing = new();

    public IReadOnlyList<AgentStanding> Agents { get; private init; } = [];

    public IReadOnlyList<CallBack> CallBacks { get; private init; } = [];

    public IReadOnlyList<EscalationLook> Escalations { get; private init; } = [];

    /// <summary>Names of organisations by their ids, and by the folios of call-backs.</summary>
    public IReadOnlyDictionary<string, string?> Names { get; private init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Names of engineers by their ids; none while nothing is escalated.</summary>
    public IReadOnlyDictionary<string, string> Engineers { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <param name="site">Of the service.</param>
    /// <param name="names">Kept from look to look.</param>
    /// <param name="organisations">Ids of those who are on the phone.</param>
    public static async Task<StoreLook> TakeAsync(Site site, NameBook names, IEnumerable<string> organisations)
    {
        var ct = CancellationToken.None;
        names.Turn();
        var escalations = new List<EscalationLook>();
        foreach (var escalation in await site.Escalations.UnfinishedAsync(ct))
        {
            escalations.Add(new EscalationLook(escalation, await site.Tickets.FindAsync(escalation.Folio, ct), await site.Escalations.AttemptsAsync(escalation.Id, ct)));
        }

        var callBacks = await site.CallBacks.OpenAsync(ct);
        var named = new Dictionary<string, string?>();
        foreach (var id in organisations.Concat(escalations.Select(each => each.Ticket?.OrganisationId).OfType<string>())) named[id] = await names.OfAsync(id, ct);
        foreach (var folio in callBacks.Select(callBack => callBack.Folio)) named[folio.Digits] = await names.OfAsync(folio, ct);
        return new StoreLook
        {
            Agents = await site.Agents.AgentsAsync(ct),
            CallBacks = callBacks,
            Escalations = escalations,
            Names = named,
            Engineers = escalations.Count == 0
                ? ImmutableDictionary<string, string>.Empty
                : (await site.Rotas.EngineersAsync(ct)).ToDictionary(engineer => engineer.Id, engineer => engineer.Name),
        };
    }
}
