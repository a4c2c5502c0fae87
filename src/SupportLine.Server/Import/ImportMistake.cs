namespace SupportLine.Server.Import;

/// <summary>A row that cannot be taken: where, what is wrong, what would be right.</summary>
internal sealed record ImportMistake(string File, long Line, long Column, string Wrong, string Right)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Wrong}; {Right}";
}
