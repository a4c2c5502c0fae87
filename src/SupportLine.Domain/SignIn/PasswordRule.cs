namespace SupportLine.Domain.SignIn;

/// <summary>Whether a password may take an old one's place (XIV-01).</summary>
internal abstract record PasswordRule
{
    /// <summary>Fewest characters: length is what keeps a password from being guessed.</summary>
    public const int Shortest = 10;

    private PasswordRule()
    {
    }

    /// <summary>It may, as this hash.</summary>
    public sealed record Accepted(string Hash) : PasswordRule;

    /// <summary>It may not.</summary>
    /// <param name="Why">In words, for whoever typed it.</param>
    public sealed record Refused(string Why) : PasswordRule;

    /// <param name="account">Whose.</param>
    /// <param name="email">The address it is signed in to with.</param>
    /// <param name="password">The new one.</param>
    /// <param name="again">The new one typed once more.</param>
    public static PasswordRule Decide(PortalAccount account, string email, string password, string again)
    {
        if (password != again) return new Refused("the two are not the same");
        if (password.Length < Shortest) return new Refused($"a password has at least {Shortest} characters");
        if (password.Distinct().Count() < 4) return new Refused("a password has at least 4 different characters");
        if (string.Equals(password, email, StringComparison.OrdinalIgnoreCase)) return new Refused("the address is no password");
        return PasswordHash.Verify(password, account.PasswordHash)
            ? new Refused("it is the one you have; choose another")
            : new Accepted(PasswordHash.Create(password));
    }
}
