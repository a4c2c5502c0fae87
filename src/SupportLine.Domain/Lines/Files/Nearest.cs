namespace SupportLine.Domain.Lines.Files;

/// <summary>Finds what somebody most likely meant to write.</summary>
internal static class Nearest
{
    /// <summary>"did you mean X?" when one is near, otherwise the list to choose from.</summary>
    public static string Suggest(string written, IEnumerable<string> known)
    {
        var all = known.ToList();
        return To(written, all) is { } near ? $"did you mean {near}?"
            : all.Count == 0 ? "take it out"
            : $"write one of {string.Join(", ", all.Take(12))}{(all.Count > 12 ? ", ..." : "")}";
    }

    /// <summary>The nearest within a third of its length in edits, or null.</summary>
    public static string? To(string written, IEnumerable<string> known) =>
        known.Select(word => (Word: word, Edits: Edits(written, word)))
            .Where(pair => pair.Edits <= Math.Max(1, pair.Word.Length / 3))
            .OrderBy(pair => pair.Edits)
            .Select(pair => pair.Word)
            .FirstOrDefault();

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours between two words, letter case ignored.</summary>
    private static int Edits(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var same = Same(from[i - 1], to[j - 1]) ? 0 : 1;
                var edits = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                {
                    edits = Math.Min(edits, rows[i - 2, j - 2] + 1);
                }

                rows[i, j] = edits;
            }
        }

        return rows[from.Length, to.Length];
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
