namespace SupportLine.Domain.SignIn;

/// <summary>A contact's way into the portal. It is signed in to with the contact's e-mail address (XIV-01).</summary>
/// <param name="ContactId">Whose.</param>
/// <param name="PasswordHash">Its password, hashed.</param>
/// <param name="MustChange">Whether the password was given by somebody else, and has to be changed at the first sign-in.</param>
public sealed record PortalAccount(string ContactId, string PasswordHash, bool MustChange);
