namespace SupportLine.Ivr.Speech;

/// <summary>How times of a certain hour or minute are said.</summary>
/// <param name="Hour">The hour it is for, 0 to 23; null for every other.</param>
/// <param name="Minute">The minute it is for; null for every other.</param>
/// <param name="Pieces">Keys of pieces, with the slots <c>{lead}</c>, <c>{hour}</c>, <c>{minute}</c>, <c>{part}</c>.</param>
internal sealed record TimePattern(int? Hour, int? Minute, IReadOnlyList<string> Pieces)
{
    public bool Fits(int hour, int minute) => (Hour ?? hour) == hour && (Minute ?? minute) == minute;
}
