using NodaTime;
using SupportLine.Domain.Contracts;

namespace SupportLine.Domain.SignIn;

/// <summary>Accounts of the portal, and what went wrong in signing in to them.</summary>
public interface ISignInStore
{
    /// <summary>The accounts of the contacts with an e-mail address, however it is capitalised.</summary>
    Task<IReadOnlyList<PortalAccount>> AccountsAsync(string email, CancellationToken ct);

    /// <summary>Gives a contact an account, or another first password: it has to be changed at the next sign-in.</summary>
    Task GiveAsync(string contactId, string passwordHash, CancellationToken ct);

    /// <summary>The holder changes the password.</summary>
    /// <param name="account">As it was when the old password was verified.</param>
    /// <param name="passwordHash">The new one.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>False when it is no longer so: the password was changed meanwhile, or the account taken away.</returns>
    Task<bool> ChangeAsync(PortalAccount account, string passwordHash, CancellationToken ct);

    /// <summary>Takes an account away; false when there is none.</summary>
    Task<bool> RemoveAsync(string contactId, CancellationToken ct);

    /// <summary>Notes a sign-in that failed.</summary>
    Task NoteFailureAsync(string email, Instant at, CancellationToken ct);

    /// <summary>How many failed for an e-mail address since an instant; whether it is anybody's or not.</summary>
    Task<int> FailuresAsync(string email, Instant since, CancellationToken ct);
}
