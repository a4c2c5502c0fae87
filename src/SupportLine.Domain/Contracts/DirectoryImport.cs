using SupportLine.Domain.Agents;
using SupportLine.Domain.OnCall;

namespace SupportLine.Domain.Contracts;

/// <summary>What one import file holds, already checked against itself.</summary>
public sealed record DirectoryImport(
    IReadOnlyList<Organisation> Organisations,
    IReadOnlyList<Contact> Contacts,
    IReadOnlyDictionary<string, string> PinHashes,
    IReadOnlyList<Contract> Contracts,
    IReadOnlyList<Engineer> Engineers,
    IReadOnlyList<Rota> Rotas)
{
    public IReadOnlyList<Asset> Assets { get; init; } = [];

    public IReadOnlyList<NamedAccount> NamedAccounts { get; init; } = [];

    public IReadOnlyList<Agent> Agents { get; init; } = [];

    /// <summary>Whether it says who the agents are.</summary>
    public bool NamesAgents { get; init; }

    /// <summary>Whether whoever it does not name loses what they may do; see <see cref="DirectoryOmissions"/>.</summary>
    public bool Withdraws { get; init; }

    /// <summary>Hashes of agents' PINs, by their ids.</summary>
    public IReadOnlyDictionary<string, string> AgentPinHashes { get; init; } = new Dictionary<string, string>();
}
