using NodaTime;
using SupportLine.Domain.Contracts;

namespace SupportLine.Domain.SignIn;

/// <summary>Signing in to the portal by e-mail address and password (XIV-01).</summary>
internal abstract record SignInRule
{
    private SignInRule()
    {
    }

    /// <summary>Who it is.</summary>
    public sealed record SignedIn(PortalAccount Account) : SignInRule;

    /// <summary>Who it is; nothing else is open to them before the password they were given is changed.</summary>
    public sealed record ChangePassword(PortalAccount Account) : SignInRule;

    /// <summary>Nobody: no word on whether the address or the password was wrong.</summary>
    public sealed record Refused : SignInRule;

    /// <param name="accounts">Those of the e-mail address; an address that several share opens the one whose password it is.</param>
    /// <param name="password">As typed.</param>
    public static SignInRule Decide(IReadOnlyList<PortalAccount> accounts, string password)
    {
        if (accounts.Count == 0) _ = PasswordHash.Verify(password, stored: null);
        return accounts.FirstOrDefault(account => PasswordHash.Verify(password, account.PasswordHash)) switch
        {
            null => new Refused(),
            { MustChange: true } account => new ChangePassword(account),
            var account => new SignedIn(account),
        };
    }

    /// <summary>
    /// How long the answer waits after this many failures for the address within <see cref="PinThrottle.Window"/>: the
    /// holder is slowed by a stranger's guesses, never locked out.
    /// </summary>
    public static Duration Wait(int failures) =>
        PinThrottle.Decide(new PinFailures(0, failures), callerTrusted: true, callerOnFile: true) is PinThrottle.Delayed delayed ? delayed.By : Duration.Zero;
}
