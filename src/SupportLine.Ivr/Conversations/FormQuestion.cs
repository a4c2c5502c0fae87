namespace SupportLine.Ivr.Conversations;

/// <summary>A question of a form that is asked one after the other, with <c>*</c> leading to the one before.</summary>
/// <param name="AskAsync">Asks it.</param>
/// <param name="Applies">Whether it is asked at all; null always.</param>
internal sealed record FormQuestion(Func<CancellationToken, Task<Turn>> AskAsync, Func<bool>? Applies = null)
{
    /// <summary>Whether it tells something rather than ask: on the way back it is passed over.</summary>
    public bool Tells { get; init; }
}
