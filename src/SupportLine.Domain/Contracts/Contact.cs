namespace SupportLine.Domain.Contracts;

/// <summary>A person of an organisation.</summary>
/// <param name="Id">Unique key: <c>acme/maria</c>.</param>
/// <param name="OrganisationId">Whose.</param>
/// <param name="Name">As spoken and shown.</param>
/// <param name="Phone">E.164, or null.</param>
/// <param name="Email">Or null.</param>
/// <param name="Language">BCP 47, or null for the line's first.</param>
/// <param name="Authorised">Whether the customer allows the contact to raise tickets (IPX-11).</param>
public sealed record Contact(
    string Id,
    string OrganisationId,
    string Name,
    string? Phone,
    string? Email,
    string? Language,
    bool Authorised);
