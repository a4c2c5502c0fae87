using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupportLine.Domain.Contracts;

/// <summary>
/// A secret somebody knows by heart, as it is kept: <c>pbkdf2-sha256$1$ITERATIONS$SALT$KEY</c>, salt and key in base64. The
/// secret itself appears in no text, exception or log.
/// </summary>
internal static class SaltedHash
{
    private const string Form = "pbkdf2-sha256$1";
    private const int MostIterations = 10_000_000;
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    /// <summary>Hashes a secret with a salt of its own.</summary>
    public static string Create(string secret, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var key = Derive(secret, salt, iterations);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Form}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(key)}");
    }

    /// <summary>
    /// Whether a secret is the one that was hashed, in a time that tells nothing of how near it was. Without a hash it takes
    /// as long as with one of <paramref name="iterations"/> rounds, and is false; a hash that is none of ours is false too.
    /// </summary>
    public static bool Verify(string secret, string? stored, int iterations)
    {
        var (rounds, salt, key) = Parse(stored);
        if (key.Length == 0)
        {
            _ = Derive(secret, new byte[SaltBytes], iterations);
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Derive(secret, salt, rounds), key);
    }

    private static (int Rounds, byte[] Salt, byte[] Key) Parse(string? stored)
    {
        var parts = stored?.Split('$') ?? [];
        var known = parts.Length == 5
            && $"{parts[0]}${parts[1]}" == Form
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= MostIterations;
        if (!known) return (0, [], []);
        var salt = Bytes(parts[3], SaltBytes);
        return salt.Length == 0 ? (0, [], []) : (int.Parse(parts[2], CultureInfo.InvariantCulture), salt, Bytes(parts[4], KeyBytes));
    }

    private static byte[] Bytes(string base64, int length)
    {
        var bytes = new byte[length];
        return Convert.TryFromBase64String(base64, bytes, out var written) && written == length ? bytes : [];
    }

    private static byte[] Derive(string secret, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, iterations, HashAlgorithmName.SHA256, KeyBytes);
}
