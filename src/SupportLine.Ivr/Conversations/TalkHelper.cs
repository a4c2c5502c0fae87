using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>Somebody who helps the caller in a talk.</summary>
/// <param name="Leg">Their leg.</param>
/// <param name="Who">As the ticket names them: <c>engineer:diego</c>, or an agent's target.</param>
internal sealed record TalkHelper(ICall Leg, string Who)
{
    private const string EngineerPrefix = "engineer:";

    /// <summary>The engineer's id; null for an agent.</summary>
    public string? EngineerId => Who.StartsWith(EngineerPrefix, StringComparison.Ordinal) ? Who[EngineerPrefix.Length..] : null;

    public static TalkHelper Engineer(ICall leg, string id) => new(leg, EngineerPrefix + id);
}
