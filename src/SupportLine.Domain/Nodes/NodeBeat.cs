namespace SupportLine.Domain.Nodes;

/// <summary>A node as it was seen.</summary>
/// <param name="Node">Which.</param>
/// <param name="Process">Who holds it.</param>
/// <param name="Beats">How often it has beaten; how long that takes is nobody's business but the holder's.</param>
public sealed record NodeBeat(string Node, string Process, long Beats);
