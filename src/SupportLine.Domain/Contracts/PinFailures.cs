namespace SupportLine.Domain.Contracts;

/// <summary>Wrong PINs counted in a window.</summary>
public readonly record struct PinFailures(int ByCaller, int ForOrganisation);
