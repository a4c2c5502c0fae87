using SupportLine.Domain.Outbox;

namespace SupportLine.Server.Settings;

/// <summary>A webhook of <c>Webhooks:N</c>.</summary>
/// <param name="Terms"><c>Url</c> and <c>Events</c>.</param>
/// <param name="Key">What <c>Secret</c> stands for: the key that each call is signed with.</param>
internal sealed record WebhookSettings(HookTerms Terms, byte[] Key);
