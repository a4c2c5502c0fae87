using SupportLine.Domain.Contracts;

namespace SupportLine.Domain.SignIn;

/// <summary>A password as it is kept (see <see cref="SaltedHash"/>).</summary>
internal static class PasswordHash
{
    /// <summary>PBKDF2 rounds of a new hash: dear, since a password is asked for seldom and guessed from a stolen table.</summary>
    public const int Iterations = 600_000;

    /// <summary>Hashes a password with a salt of its own.</summary>
    public static string Create(string password) => SaltedHash.Create(password, Iterations);

    /// <summary>Whether a password is the one that was hashed. Without a hash it takes as long and is false.</summary>
    public static bool Verify(string password, string? stored) => SaltedHash.Verify(password, stored, Iterations);
}
