using SupportLine.Domain.Agents;

namespace SupportLine.Domain.Contracts;

/// <summary>What stands in the store and an import does not name, of those that may still do something; a part of the directory may be imported, so that this alone means nothing.</summary>
/// <param name="Contacts">Of the organisations it names: authorised, or with a PIN.</param>
/// <param name="NamedAccounts">Of the organisations it names.</param>
/// <param name="Agents">Where it names agents: signed in, with a PIN, a phone or lines.</param>
public sealed record DirectoryOmissions(IReadOnlyList<Contact> Contacts, IReadOnlyList<NamedAccount> NamedAccounts, IReadOnlyList<Agent> Agents);
