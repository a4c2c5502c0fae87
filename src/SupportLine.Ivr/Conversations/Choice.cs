namespace SupportLine.Ivr.Conversations;

/// <summary>What came of a menu.</summary>
/// <param name="Turn"><see cref="Turn.Onward"/> when an option was chosen.</param>
/// <param name="Key">The option's key; of no meaning otherwise.</param>
internal readonly record struct Choice(Turn Turn, char Key = '\0');
