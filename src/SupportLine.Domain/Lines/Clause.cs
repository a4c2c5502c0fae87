namespace SupportLine.Domain.Lines;

/// <summary>A rule of a vendor's published support terms.</summary>
/// <param name="Id"><c>IPX-03</c>.</param>
/// <param name="Provider">Who published it.</param>
/// <param name="Surface">Where it shows: <c>phone</c>, <c>core</c>, <c>portal</c>, <c>mail</c>.</param>
/// <param name="Rule">In words.</param>
internal sealed record Clause(string Id, string Provider, string Surface, string Rule);
