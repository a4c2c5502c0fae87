namespace SupportLine.Domain.Agents;

/// <summary>How it stands for one of those who wait.</summary>
/// <param name="Ready">Who is free, able, and not needed for anybody before it, the one to be rung first in front.</param>
/// <param name="Before">Calls of its line that are served before it, those for which agents are being rung among them.</param>
/// <param name="OnDuty">Agents who could take it, sooner or later.</param>
public sealed record QueueOutlook(IReadOnlyList<Agent> Ready, int Before, int OnDuty);
