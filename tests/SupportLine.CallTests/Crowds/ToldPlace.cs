using NodaTime;

namespace SupportLine.CallTests.Crowds;

/// <summary>A place in the queue as a caller was told it.</summary>
/// <param name="CallId">Who.</param>
/// <param name="At">When it was said.</param>
/// <param name="Place">From 1; <see cref="LastSpoken"/> and one more for all that lie beyond.</param>
/// <param name="Wait">How long it was to be; null where nothing was said of it.</param>
internal sealed record ToldPlace(string CallId, Instant At, int Place, Duration? Wait)
{
    public const int LastSpoken = 9;
}
