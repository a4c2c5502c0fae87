namespace SupportLine.Server.Live;

/// <param name="Id">Short key.</param>
/// <param name="Name">As shown; the id where it is no longer known.</param>
/// <param name="Since">Since when the phone rings, or when it was accepted.</param>
internal sealed record LiveEngineer(string Id, string Name, DateTimeOffset Since);
