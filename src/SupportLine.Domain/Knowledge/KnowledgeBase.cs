using System.Globalization;
using System.Text.RegularExpressions;

namespace SupportLine.Domain.Knowledge;

/// <summary>
/// A line's articles, searchable (XCL-02). A word counts by its beginning and without its accents, so that <c>llamada</c>
/// finds <c>llamadas</c> and <c>telefono</c> finds <c>teléfono</c>; rare words count more than common ones, and a title's
/// more than a text's.
/// </summary>
internal sealed partial class KnowledgeBase
{
    /// <summary>Shorter words are beginnings of too many.</summary>
    private const int ShortestWord = 3;

    private const double TitleWeight = 3;

    /// <summary>Share of the best article's score under which another is not offered: it holds little but common words.</summary>
    private const double FarFromBest = 1.0 / 3;

    /// <summary>The accented letters of Latin alphabets; the program runs without a system's tables of decomposition.</summary>
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżž";

    private const string Unaccented = "aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzz";

    private readonly List<Entry> _entries;

    public KnowledgeBase(IEnumerable<Article> articles) =>
        _entries = [.. articles.Select(article => new Entry(article, Words(article.Title), Words(article.Text)))];

    /// <summary>The articles that speak of what is asked, the nearest first; none when no word is found.</summary>
    /// <param name="question">In the reader's words.</param>
    /// <param name="languages">Languages the reader reads, BCP 47.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Article> Search(string question, IReadOnlyCollection<string> languages, int most)
    {
        var readable = _entries.Where(entry => languages.Contains(entry.Article.Language)).ToList();
        var weights = Words(question).Select(word => (Word: word, Weight: Rarity(word, readable))).ToList();
        var scored = readable.Select(entry => (entry.Article, Score: weights.Sum(word => word.Weight * entry.Holds(word.Word)))).ToList();
        var least = scored.Select(found => found.Score).DefaultIfEmpty().Max() * FarFromBest;
        return
        [
            .. scored
                .Where(found => found.Score > 0 && found.Score >= least)
                .OrderByDescending(found => found.Score)
                .ThenBy(found => found.Article.Id, StringComparer.Ordinal)
                .Take(most)
                .Select(found => found.Article),
        ];
    }

    private static double Rarity(string word, List<Entry> entries)
    {
        var holders = entries.Count(entry => entry.Holds(word) > 0);
        return holders == 0 ? 0 : Math.Log(1 + ((double)entries.Count / holders));
    }

    private static HashSet<string> Words(string text) =>
        [.. Word().Matches(Plain(text)).Select(match => match.Value).Where(word => word.Length >= ShortestWord)];

    /// <summary>Without capitals and accents, composed or combining.</summary>
    private static string Plain(string text) => new(
        [.. text.ToLowerInvariant()
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Unaccented[at] : letter)]);

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    private sealed record Entry(Article Article, HashSet<string> Title, HashSet<string> Text)
    {
        public double Holds(string word) => (Begins(Title, word) ? TitleWeight : 0) + (Begins(Text, word) ? 1 : 0);

        private static bool Begins(HashSet<string> words, string word) =>
            words.Contains(word) || words.Any(candidate => candidate.StartsWith(word, StringComparison.Ordinal));
    }
}
