using SupportLine.Domain.Agents;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Ivr.Conversations;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Queues;

/// <summary>
/// An agent who phones the line's service number to sign in, pause or sign out. Known by the phone, unless that agent has a PIN and
/// nobody vouches for the number and the phone has proven nothing; then, and from any other phone, by PIN.
/// </summary>
internal sealed class AgentServiceCall(Site site, AgentQueue queue, Line line, ICall call, string callerNumber)
{
    private const char SignInKey = '1';
    private const char PauseKey = '2';
    private const char SignOutKey = '3';
    private const int MostPinDigits = 12;

    /// <summary>Reasons of a pause, in the order of their keys, as the prompt offers them.</summary>
    private static readonly string[] Reasons = ["break", "meal", "other-work"];

    private readonly Talk _talk = new(call, new CallJournal(site.Calls, site.Clock, call.Id), site.Prompts.For(line.Languages[0]), line.Dialogue);

    public async Task RunAsync(CancellationToken ct)
    {
        await call.AnswerAsync(ct);
        if (await IdentifyAsync(ct) is { } agent)
        {
            await _talk.Journal.AddAsync("agent", agent.Id);
            await ServeAsync(agent, LanguageOf(agent), ct);
        }

        await _talk.SayAsync(Prompts.Goodbye, ct);
    }

    private Talk LanguageOf(Agent agent) => agent.Languages.FirstOrDefault(site.Prompts.Has) is { } language ? _talk.In(site.Prompts.For(language)) : _talk;

    private async Task ServeAsync(Agent agent, Talk talk, CancellationToken ct)
    {
        var menu = new Menu("service", [Prompt(Prompts.ServiceMenu)], [MenuOption.Unsaid(SignInKey), MenuOption.Unsaid(PauseKey), MenuOption.Unsaid(SignOutKey)]);
        if (await talk.ChooseAsync(menu, ct) is not { Turn: Turn.Onward, Key: var key }) return;
        switch (key)
        {
            case SignInKey:
                await site.Agents.SignInAsync(agent.Id, site.Clock.Now, ct);
                await DoneAsync(talk, Prompts.ServiceSignedIn, ct);
                break;
            case PauseKey:
                await PauseAsync(agent, talk, ct);
                break;
            default:
                await site.Agents.SignOutAsync(agent.Id, ct);
                await DoneAsync(talk, Prompts.ServiceSignedOut, ct);
                break;
        }
    }

    private async Task PauseAsync(Agent agent, Talk talk, CancellationToken ct)
    {
        var menu = new Menu("service.pause", [Prompt(Prompts.ServicePauses)], [.. Reasons.Select((_, place) => MenuOption.Unsaid((char)('1' + place)))]);
        if (await talk.ChooseAsync(menu, ct) is not { Turn: Turn.Onward, Key: var key }) return;
        var isPaused = await site.Agents.PauseAsync(agent.Id, Reasons[key - '1'], site.Clock.Now, ct);
        await DoneAsync(talk, isPaused ? Prompts.ServicePaused : Prompts.ServiceSignedOut, ct);
    }

    private async Task DoneAsync(Talk talk, string said, CancellationToken ct)
    {
        queue.Pulse();
        await talk.SayFullyAsync([Prompt(said)], ct);
    }

    private async Task<Agent?> IdentifyAsync(CancellationToken ct)
    {
        var agents = (await site.Agents.AgentsAsync(ct)).Select(standing => standing.Agent).Where(agent => agent.Lines.Contains(line.Id)).ToList();
        var byPhone = agents.Find(IsPhoneOf);
        if (byPhone is not null && (call.Party.Trusted || call.Party.Phone is not null || await site.Agents.PinHashAsync(byPhone.Id, ct) is null)) return byPhone;
        return await ByPinAsync(byPhone is null ? agents : [byPhone], isOwnPhone: byPhone is not null, ct);
    }

    /// <summary>Whether the call comes from an agent's phone: proven for one of the site's own, for others as far as the number tells.</summary>
    private bool IsPhoneOf(Agent agent)
    {
        var phone = agent.Phone;
        if (phone.StartsWith(PhoneAccount.Scheme, StringComparison.Ordinal)) return call.Party.Phone == phone[PhoneAccount.Scheme.Length..];
        if (phone.StartsWith('+')) return callerNumber.Length > 0 && TelephoneNumber.ToE164(phone, line.Region) == callerNumber;
        var user = phone[(phone.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('@')[0];
        return call.Party.Number.Length > 0 && user == call.Party.Number;
    }

    /// <summary>Wrong ones are limited as those of contacts are, the line's agents counting as an organisation and their phones as its numbers.</summary>
    private async Task<Agent?> ByPinAsync(List<Agent> agents, bool isOwnPhone, CancellationToken ct)
    {
        var gate = new PinGate(site, call, callerNumber);
        var organisation = $"service:{line.Id}";
        for (var triesLeft = line.Identification.Attempts; triesLeft > 0; triesLeft--)
        {
            if (await gate.ReadAsync(organisation, isOwnPhone, ct) is PinThrottle.Refused) return Refuse();
            var keyed = await _talk.EnterAsync(
                new NumberQuestion("service.pin", [Prompt(Prompts.Pin), Prompt(Prompts.EndWithHash)], MostPinDigits) { Secret = true, TriesLeft = triesLeft }, ct);
            if (keyed.Turn != Turn.Onward) return null;
            if (!await gate.OpensAsync(organisation, isOwnPhone, time => Task.Delay(time, site.Clock.Time, ct), ct)) return Refuse();
            if (await WhoseAsync(keyed.Digits, agents, ct) is { } agent) return agent;
            await gate.NoteFailureAsync(organisation, ct);
            _talk.Lead(Prompts.PinWrong);
        }

        return null;
    }

    private Agent? Refuse()
    {
        _talk.Lead(Prompts.TooManyPins);
        return null;
    }

    /// <summary>The agent whose PIN it is. Every hash is tried, so that the time it takes tells nothing.</summary>
    private async Task<Agent?> WhoseAsync(string pin, List<Agent> agents, CancellationToken ct)
    {
        Agent? found = null;
        foreach (var agent in agents)
        {
            if (PinHash.Verify(pin, await site.Agents.PinHashAsync(agent.Id, ct))) found ??= agent;
        }

        return found;
    }
}
