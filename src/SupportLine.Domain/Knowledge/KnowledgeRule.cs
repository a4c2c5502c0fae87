using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Knowledge;

/// <summary>What somebody who is about to raise a request is offered to read first (XCL-02).</summary>
internal static class KnowledgeRule
{
    /// <summary>As many as are read before a request is raised anyway.</summary>
    private const int Most = 5;

    /// <summary>The articles to offer; none where the line offers none. Whoever has read them may still raise the request.</summary>
    /// <param name="line">The line's terms.</param>
    /// <param name="articles">Its knowledge base.</param>
    /// <param name="given">What is filled into the form so far, by the datum's id.</param>
    /// <param name="language">The reader's, BCP 47; the line's first is understood as well.</param>
    public static IReadOnlyList<Article> BeforeRequest(
        Line line, KnowledgeBase articles, IReadOnlyDictionary<string, string> given, string language) =>
        line.OffersKnowledge.Value ? articles.Search(string.Join(' ', given.Values), [language, line.Languages[0]], Most) : [];
}
