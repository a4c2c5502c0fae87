using NodaTime;

namespace SupportLine.Domain.Agents;

/// <summary>Agents and what they do, as stored. Who is signed in outlives a restart.</summary>
public interface IAgentStore
{
    /// <summary>Every agent, by id.</summary>
    Task<IReadOnlyList<AgentStanding>> AgentsAsync(CancellationToken ct);

    /// <summary>The stored hash of an agent's PIN (see <c>PinHash</c>); null when the agent has none.</summary>
    Task<string?> PinHashAsync(string id, CancellationToken ct);

    /// <summary>Signs in and ends a pause; the calls missed are forgotten. Signing in again keeps the place of who is signed in already.</summary>
    Task SignInAsync(string id, Instant at, CancellationToken ct);

    /// <summary>A talk that goes on is not touched.</summary>
    Task SignOutAsync(string id, CancellationToken ct);

    /// <summary>Puts nobody through for a while; false when the agent is not signed in. Another reason begins another pause.</summary>
    Task<bool> PauseAsync(string id, string reason, Instant at, CancellationToken ct);

    /// <summary>Ends a pause, the agent being last of those who wait; false when there is none.</summary>
    Task<bool> ResumeAsync(string id, Instant at, CancellationToken ct);

    /// <summary>Takes a free agent for a call; false when somebody else was faster, or the agent is no longer free.</summary>
    Task<bool> ClaimAsync(string id, string node, Instant now, CancellationToken ct);

    /// <summary>Gives back an agent whom nobody talked with: the ring was cancelled.</summary>
    Task ReleaseAsync(string id, string node, CancellationToken ct);

    /// <summary>A talk is over: the agent is free again when it is written up.</summary>
    Task FinishAsync(string id, string node, Instant at, Instant wrapUpUntil, CancellationToken ct);

    /// <summary>
    /// A ring was not answered: the agent goes to the end of those who wait, and after so many in a row is paused as
    /// <see cref="AgentState.MissedPause"/>.
    /// </summary>
    Task MissAsync(string id, string node, Instant at, Instant restUntil, int pauseAfter, CancellationToken ct);

    /// <summary>A ring never came to the agent's phone: who was given no time to answer has missed nothing, goes to the end of those who wait, and rests.</summary>
    Task RestAsync(string id, string node, Instant at, Instant restUntil, CancellationToken ct);

    /// <summary>Gives back all that a process of this node held when it died.</summary>
    Task ReleaseAllAsync(string node, CancellationToken ct);
}
