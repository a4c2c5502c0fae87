namespace SupportLine.Server.Watches;

/// <summary>Something that does not work as it should.</summary>
/// <param name="What">In words.</param>
/// <param name="StopsCalls">Whether no call can be taken for it; else they are taken, and something of them is not kept.</param>
internal sealed record HealthFault(string What, bool StopsCalls);
