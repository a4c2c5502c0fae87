using SupportLine.Domain.Contracts;

namespace SupportLine.Ivr.Conversations;

/// <summary>A PIN to be asked for.</summary>
/// <param name="Contacts">Whose PIN it may be.</param>
/// <param name="Contract">The contract the caller named; null for the one in force.</param>
/// <param name="BackPrompt">What <c>*</c> is good for here.</param>
internal sealed record PinQuestion(IReadOnlyList<Contact> Contacts, Contract? Contract, string BackPrompt);
