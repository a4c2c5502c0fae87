using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupportLine.Server.Outbox;

/// <summary>Signatures of the Standard Webhooks specification: HMAC-SHA256 over id, time and body.</summary>
internal static class WebhookSignature
{
    /// <param name="key">What the secret stands for.</param>
    /// <param name="id">Of the message.</param>
    /// <param name="timestamp">Seconds since 1970, of this try.</param>
    /// <param name="body">As posted, byte for byte.</param>
    public static string Of(byte[] key, string id, long timestamp, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}");
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)))}";
    }
}
