namespace SupportLine.Domain.Agents;

/// <summary>An agent and what the agent does now.</summary>
public sealed record AgentStanding(Agent Agent, AgentState State);
