using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Ivr.Live;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Live;

/// <summary>What an agent does: the store knows whether anybody has the agent, the calls know who.</summary>
internal static class AgentLook
{
    /// <param name="standing">The agent.</param>
    /// <param name="callers">All who are on the phone.</param>
    /// <param name="phones">Names of the phones that are registered.</param>
    /// <param name="now">Business time.</param>
    public static LiveAgent Of(AgentStanding standing, IReadOnlyList<CallLook> callers, IReadOnlySet<string> phones, Instant now)
    {
        var (agent, state) = standing;
        var who = $"agent:{agent.Id}";
        var live = new LiveAgent
        {
            Id = agent.Id,
            Name = agent.Name,
            Lines = agent.Lines,
            State = LiveAgentState.SignedOut,
            Missed = state.Missed,
            IsPhoneThere = agent.Phone.StartsWith(PhoneAccount.Scheme, StringComparison.Ordinal) ? phones.Contains(agent.Phone[PhoneAccount.Scheme.Length..]) : null,
        };
        if (callers.FirstOrDefault(call => call.Call.Doing == CallDoing.Talking && call.Call.Detail == who)?.Call is { } talk)
        {
            return live with { State = LiveAgentState.Talking, Since = talk.Since.ToDateTimeOffset(), Call = talk.Record.Id };
        }

        foreach (var call in callers.Select(call => call.Call))
        {
            if (call.Rings.FirstOrDefault(ring => ring.Who == who) is { } ring) return live with { State = LiveAgentState.Rung, Since = ring.Since.ToDateTimeOffset(), Call = call.Record.Id };
        }

        if (state.Node is not null) return live with { State = LiveAgentState.Engaged };
        if (!state.IsSignedIn) return live;
        if (state.Pause is { } reason) return live with { State = LiveAgentState.Paused, Reason = reason, Since = state.PausedAt?.ToDateTimeOffset() };
        var since = state.IdleSince.ToDateTimeOffset();
        return state.WrapUpUntil > now
            ? live with { State = LiveAgentState.WrappingUp, Since = since, Until = state.WrapUpUntil?.ToDateTimeOffset() }
            : live with { State = LiveAgentState.Free, Since = since };
    }
}
