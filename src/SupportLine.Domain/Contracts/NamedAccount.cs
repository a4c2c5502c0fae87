namespace SupportLine.Domain.Contracts;

/// <summary>An organisation to which a request type is open that is offered to named accounts only (SNG-10).</summary>
public sealed record NamedAccount(string OrganisationId, string LineId, string RequestType);
