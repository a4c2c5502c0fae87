using Microsoft.Extensions.Configuration;
using SupportLine.Domain.Outbox;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    /// <summary>How a secret is written, by the Standard Webhooks specification: <c>whsec_</c> and 24 to 64 bytes in base64.</summary>
    private const string SecretPrefix = "whsec_";
    private const int LeastSecret = 24;
    private const int MostSecret = 64;

    private List<WebhookSettings> Webhooks()
    {
        var hooks = new List<WebhookSettings>();
        foreach (var section in _configuration.GetSection("Webhooks").GetChildren())
        {
            var hook = new WebhookSettings(new HookTerms(WebhookUrl($"{section.Path}:Url"), WebhookEvents($"{section.Path}:Events")), WebhookKey($"{section.Path}:Secret"));
            if (hooks.Exists(other => other.Terms.Url == hook.Terms.Url)) Wrong($"{section.Path}:Url", $"'{hook.Terms.Url}' stands twice", "name all its events in one");
            hooks.Add(hook);
        }

        return hooks;
    }

    private string WebhookUrl(string key)
    {
        if (Text(key) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0)
        {
            return uri.AbsoluteUri;
        }

        Wrong(key, Text(key) is { } wrong ? $"'{wrong}' is no address to post to" : "the webhook has no address", "write for example https://example.com/supportline");
        return "";
    }

    private byte[] WebhookKey(string key)
    {
        var bytes = new byte[MostSecret + 1];
        if (Text(key) is { } text
            && text.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[SecretPrefix.Length..], bytes, out var length)
            && length is >= LeastSecret and <= MostSecret)
        {
            return bytes[..length];
        }

        // What was written is a secret, however wrong: it is not repeated.
        Wrong(key, Text(key) is null ? "the webhook has no secret to sign with" : "the secret is not of the form whsec_BASE64", $"write whsec_ and {LeastSecret} to {MostSecret} bytes in base64: echo whsec_$(openssl rand -base64 32)");
        return [];
    }

    private List<string> WebhookEvents(string key)
    {
        var events = Texts(key);
        foreach (var unknown in events.Except(HookBody.Types))
        {
            Wrong(key, $"there is no event '{unknown}'", $"name any of {string.Join(", ", HookBody.Types)}, or leave it out for all");
        }

        return events;
    }
}
