namespace SupportLine.Ivr.Speech;

/// <summary>Prompts that cannot be used as they are: one line a mistake, file and key named.</summary>
public sealed class SpeechException(IReadOnlyList<string> mistakes) : Exception(string.Join(Environment.NewLine, mistakes))
{
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
