using System.Security.Cryptography;
using System.Text;
using SupportLine.Domain.Tickets;

namespace SupportLine.Storage.Tickets;

/// <summary>
/// Encrypts secrets by AES-256-GCM, bound to their place, under the key of a file that is kept apart from the database. The
/// file is made, readable by its owner alone, when the first secret is kept.
/// </summary>
internal sealed class SecretBox(string keyFile)
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Lock _lock = new();
    private byte[]? _key;

    /// <param name="secret">The content.</param>
    /// <param name="place">Ticket and name: a row moved to another place can not be opened.</param>
    /// <exception cref="StoreException">The key file can not be made or read.</exception>
    public string Seal(Secret secret, string place)
    {
        var text = Encoding.UTF8.GetBytes(secret.Reveal());
        var sealedBytes = new byte[NonceBytes + TagBytes + text.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(Key(mayMake: true), TagBytes);
        aes.Encrypt(nonce, text, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(place));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <exception cref="StoreException">It was sealed under another key, for another place, or was changed.</exception>
    public Secret Open(string text, string place)
    {
        var sealedBytes = Convert.FromBase64String(text);
        var opened = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(Key(mayMake: false), TagBytes);
        try
        {
            aes.Decrypt(
                sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), opened, Encoding.UTF8.GetBytes(place));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new StoreException($"the secret of {place} was not sealed under the key in {keyFile}, or was changed", e);
        }

        return new Secret(Encoding.UTF8.GetString(opened));
    }

    private byte[] Key(bool mayMake)
    {
        lock (_lock)
        {
            return _key ??= Read(mayMake);
        }
    }

    private byte[] Read(bool mayMake)
    {
        try
        {
            if (mayMake && !File.Exists(keyFile)) Make();
            var key = Convert.FromBase64String(File.ReadAllText(keyFile).Trim());
            return key.Length == KeyBytes ? key : throw new StoreException($"{keyFile} holds no key of {KeyBytes} bytes in base64");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StoreException($"the key of secret fields: {e.Message}", e);
        }
    }

    private void Make()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(keyFile, options);
        writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
    }
}
