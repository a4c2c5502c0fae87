namespace SupportLine.Domain.Lines;

/// <summary>A way to reach support, and what it may do (WLD-01, IPX-04).</summary>
/// <param name="Id"><c>portal</c>, <c>phone</c>, <c>mail</c>, <c>chat</c>, <c>whatsapp</c>, <c>community</c>.</param>
/// <param name="Opens">Whether a ticket may be opened by it.</param>
/// <param name="FollowsUp">Whether an existing ticket may be answered by it.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record Channel(string Id, bool Opens, bool FollowsUp, string Source);
