using SupportLine.Domain.Agents;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Phones;

namespace SupportLine.Server.Commands;

/// <summary>The telephones in the store, as they would be dialled: what was imported before is looked at again.</summary>
/// <param name="engineers">All there are.</param>
/// <param name="agents">Likewise.</param>
/// <param name="phones">Names of the site's own phones.</param>
internal sealed class PhoneCheck(IReadOnlyList<Engineer> engineers, IReadOnlyList<AgentStanding> agents, IReadOnlySet<string> phones)
{
    private readonly HashSet<string> _canBeRung =
        [.. engineers.Where(engineer => engineer.Targets.Any(target => DialTarget.Read(target.Address, phones, out _, out _) is not null)).Select(engineer => engineer.Id)];

    /// <summary>Whether an engineer has a telephone that can be rung; false for one whom nobody knows.</summary>
    public bool CanBeRung(string engineerId) => _canBeRung.Contains(engineerId);

    /// <summary>What can not be phoned, a line for each.</summary>
    public IEnumerable<string> Wrong() => engineers.SelectMany(engineer => engineer.Targets.Select(target => (Who: $"engineer {engineer.Id}", Target: target.Address)))
        .Concat(agents.Select(standing => (Who: $"agent {standing.Agent.Id}", Target: standing.Agent.Phone)))
        .Select(phone => DialTarget.Read(phone.Target, phones, out var wrong, out var right) is null ? $"{phone.Who}: {wrong}; {right}" : null)
        .OfType<string>();
}
