namespace SupportLine.Server.Demo;

/// <summary>What a made-up caller does: the keys for each question, and the words after the tone.</summary>
/// <param name="Title">What the call shows.</param>
/// <param name="Site">Name of the site it is placed to: <c>day</c> or <c>night</c>.</param>
/// <param name="CallerNumber">The number it comes from.</param>
/// <param name="Keys">Keys by question.</param>
/// <param name="Voice">What is said after the tone: a file of <c>demo/voices</c>, or null.</param>
/// <param name="Expected">The ending that shows the demo worked.</param>
internal sealed record DemoScript(
    string Title,
    string Site,
    string CallerNumber,
    IReadOnlyDictionary<string, string> Keys,
    string? Voice,
    Domain.Calls.CallEnding Expected);
