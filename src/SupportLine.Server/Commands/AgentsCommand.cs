using System.CommandLine;
using NodaTime;
using SupportLine.Domain.Agents;

namespace SupportLine.Server.Commands;

/// <summary><c>agents</c>: who takes callers, and who does so now.</summary>
internal static partial class AgentsCommand
{
    private static readonly Argument<string> AgentId = new("agent") { Description = "The agent's id." };

    public static Command Create()
    {
        var list = new Command("list", "Every agent, and what the agent does now.");
        list.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb => Output.Rows(
                parsed,
                [.. (await verb.Store.Agents.AgentsAsync(ct)).Select(agent => new
                {
                    agent.Agent.Id,
                    agent.Agent.Name,
                    agent.Agent.Phone,
                    Lines = string.Join(' ', agent.Agent.Lines),
                    Languages = string.Join(' ', agent.Agent.Languages),
                    Skills = string.Join(' ', agent.Agent.Skills.Select(skill => $"{skill.Product}:{skill.Level}")),
                    State = State(agent.State, verb),
                    PausedSince = Output.Time(agent.State.PausedAt, DateTimeZone.Utc),
                    agent.State.Missed,
                })]),
            ct));
        var reason = new Option<string>("--reason") { Description = "Why, in a word or two.", DefaultValueFactory = _ => "break" };
        var pause = new Command("pause", "Puts nobody through to an agent for a while.") { AgentId, reason };
        pause.SetAction((parsed, ct) => WithAgentAsync(
            parsed,
            async (verb, id) => await verb.Store.Agents.PauseAsync(id, parsed.GetValue(reason)!, verb.Clock.Now, ct)
                ? ExitCode.Done
                : StoreVerb.Refuse($"agent {id} is not signed in", ExitCode.Conflict),
            ct));
        return new Command("agents", "Who takes callers, and who does so now.")
        {
            list,
            Act("sign-in", "Has callers put through to an agent.", (verb, id, ct) => DoneAsync(verb.Store.Agents.SignInAsync(id, verb.Clock.Now, ct))),
            Act("sign-out", "Has no more callers put through to an agent.", (verb, id, ct) => DoneAsync(verb.Store.Agents.SignOutAsync(id, ct))),
            pause,
            Act("resume", "Ends an agent's pause.", async (verb, id, ct) => await verb.Store.Agents.ResumeAsync(id, verb.Clock.Now, ct)
                ? ExitCode.Done
                : StoreVerb.Refuse($"agent {id} is not paused", ExitCode.Conflict)),
            Report(),
        };
    }

    private static string State(AgentState state, StoreVerb verb) => state switch
    {
        { Node: { } node } => $"busy on {node}",
        { IsSignedIn: false } => "signed out",
        { Pause: { } why } => $"paused: {why}",
        _ => state.IsFreeAt(verb.Clock.Now) ? "free" : "wrapping up",
    };

    private static Command Act(string name, string does, Func<StoreVerb, string, CancellationToken, Task<int>> act)
    {
        var command = new Command(name, does) { AgentId };
        command.SetAction((parsed, ct) => WithAgentAsync(parsed, (verb, id) => act(verb, id, ct), ct));
        return command;
    }

    private static async Task<int> DoneAsync(Task act)
    {
        await act;
        return ExitCode.Done;
    }

    private static Task<int> WithAgentAsync(ParseResult parsed, Func<StoreVerb, string, Task<int>> act, CancellationToken ct) => StoreVerb.RunAsync(
        parsed,
        async verb =>
        {
            var agents = await verb.Store.Agents.AgentsAsync(ct);
            var id = parsed.GetValue(AgentId)!;
            return agents.Any(agent => agent.Agent.Id == id)
                ? await act(verb, id)
                : StoreVerb.Refuse(
                    $"there is no agent {id}{(agents.Count == 0 ? "; import a directory file with agents" : $": {string.Join(", ", agents.Select(agent => agent.Agent.Id))}")}",
                    ExitCode.NotFound);
        },
        ct);
}
