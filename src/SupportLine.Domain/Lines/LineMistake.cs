namespace SupportLine.Domain.Lines;

/// <summary>Something wrong in a line file, told so that it can be put right without a manual.</summary>
/// <param name="File">The file as it was given.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Right">What would be right.</param>
public sealed record LineMistake(string File, int Line, int Column, string Wrong, string Right)
{
    /// <summary>One line in the form editors and build tools make clickable.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Wrong}; {Right}";
}
