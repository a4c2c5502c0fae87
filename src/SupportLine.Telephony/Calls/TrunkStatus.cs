namespace SupportLine.Telephony.Calls;

/// <summary>How a trunk stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUp">Whether it takes calls: it answers, and where it wants us registered we are.</param>
/// <param name="What">In words: <c>registered</c>, <c>answers</c>, <c>no answer</c>, <c>401 Unauthorized</c>.</param>
public sealed record TrunkStatus(string Name, bool IsUp, string What);
