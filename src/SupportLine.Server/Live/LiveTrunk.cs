namespace SupportLine.Server.Live;

/// <param name="Name">Its name.</param>
/// <param name="IsUp">Whether it takes calls.</param>
/// <param name="What">In words.</param>
internal sealed record LiveTrunk(string Name, bool IsUp, string What);
