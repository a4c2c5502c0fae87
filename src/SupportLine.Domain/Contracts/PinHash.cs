namespace SupportLine.Domain.Contracts;

/// <summary>A PIN as it is kept (see <see cref="SaltedHash"/>).</summary>
public static class PinHash
{
    /// <summary>
    /// PBKDF2 rounds of a new hash. A PIN's few digits are protected by throttling first; the rounds make a stolen table
    /// dear, and still let one core check some forty callers a second.
    /// </summary>
    public const int Iterations = 100_000;

    /// <summary>Hashes a PIN with a salt of its own.</summary>
    public static string Create(string pin) => SaltedHash.Create(pin, Iterations);

    /// <summary>
    /// Whether a PIN is the one that was hashed. Without a hash (an unknown contact, or one without PIN) it takes as long
    /// and is false.
    /// </summary>
    public static bool Verify(string pin, string? stored) => SaltedHash.Verify(pin, stored, Iterations);
}
