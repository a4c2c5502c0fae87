namespace SupportLine.Domain.Outbox;

/// <summary>A webhook: where events are posted, and which.</summary>
/// <param name="Url">http or https.</param>
/// <param name="Events">Of <see cref="HookBody.Types"/>; empty for all.</param>
public sealed record HookTerms(string Url, IReadOnlyList<string> Events)
{
    public bool Wants(string type) => Events.Count == 0 || Events.Contains(type);
}
