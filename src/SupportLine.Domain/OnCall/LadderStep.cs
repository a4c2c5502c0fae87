namespace SupportLine.Domain.OnCall;

/// <summary>One phone of the ladder.</summary>
/// <param name="Engineer">Whose.</param>
/// <param name="Target">SIP URI or number.</param>
public sealed record LadderStep(Engineer Engineer, string Target);
