namespace SupportLine.Ivr.Exploration;

/// <summary>A question of the conversation as it is put, or a way it ends.</summary>
/// <param name="Name">Name of the question, or of the ending.</param>
/// <param name="Words">What is asked; empty for a recording and an ending.</param>
/// <param name="IsEnding">Whether the call is over here.</param>
public sealed record MapPlace(string Name, string Words, bool IsEnding);
