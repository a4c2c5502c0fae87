using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>Somebody who helps the caller in a talk.</summary>
/// <param name="Leg">Their leg.</param>
/// <param name="Who">As the ticket names them: <c>engineer:diego</c>, <c>agent:anna</c>, or a target.</param>
internal sealed record TalkHelper(ICall Leg, string Who)
{
    private const string EngineerPrefix = "engineer:";
    private const string AgentPrefix = "agent:";

    /// <summary>The engineer's id; null for an agent.</summary>
    public string? EngineerId => Who.StartsWith(EngineerPrefix, StringComparison.Ordinal) ? Who[EngineerPrefix.Length..] : null;

    /// <summary>Who acts, for a ticket's history: an agent known by no more than a target is named by it.</summary>
    public string Actor => EngineerId is not null || Who.StartsWith(AgentPrefix, StringComparison.Ordinal) ? Who : AgentPrefix + Who;

    public static TalkHelper Agent(ICall leg, string id) => new(leg, AgentPrefix + id);

    public static TalkHelper Engineer(ICall leg, string id) => new(leg, EngineerPrefix + id);
}
