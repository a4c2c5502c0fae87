using SupportLine.Domain.Knowledge;

namespace SupportLine.Tests.Domain.Knowledge;

public sealed class KnowledgeBaseTests
{
    private static readonly Article Queue = Of("queue", "Queue timeouts", "When calls wait in a queue longer than its timeout, they are hung up.");

    private static readonly Article Trunk = Of("trunk", "A trunk does not register", "Look at the password of the trunk. No call goes out.");

    private static readonly Article Phone = Of("phone", "Teléfono sin tono", "El teléfono no registra. Reinícielo.") with { Language = "es-MX" };

    private static readonly KnowledgeBase Articles = new([Trunk, Queue, Phone]);

    [Theory]
    [InlineData("timeout", "queue")]
    [InlineData("TIMEOUTS in a queue", "queue")]
    [InlineData("call", "queue trunk")]
    [InlineData("the trunk and its calls", "trunk queue")]
    [InlineData("telefono", "phone")]
    [InlineData("TELE\u0301FONOS registra", "phone")]
    [InlineData("phone", "")]
    [InlineData("a is no", "")]
    [InlineData("", "")]
    [Trait("Clause", "XCL-02")]
    public void Articles_are_found_by_their_words(string question, string found) =>
        Assert.Equal(found, string.Join(' ', Articles.Search(question, ["en", "es-MX"], 5).Select(article => article.Id)));

    [Fact]
    public void Nobody_is_offered_what_he_does_not_read()
    {
        Assert.Empty(Articles.Search("telefono", ["en"], 5));
        Assert.Equal([Queue], Articles.Search("calls", ["en"], 1));
    }

    [Fact]
    [Trait("Clause", "XCL-02")]
    public void They_are_offered_before_a_request_is_raised_where_the_line_says_so()
    {
        var given = new Dictionary<string, string> { ["summary"] = "Customers hear nothing", ["description"] = "The queue hangs up." };
        Assert.Equal([Queue], KnowledgeRule.BeforeRequest(KnownLines.Xcally, Articles, given, "en"));
        Assert.Empty(KnowledgeRule.BeforeRequest(KnownLines.Sangoma, Articles, given, "en"));
        Assert.Empty(KnowledgeRule.BeforeRequest(KnownLines.Xcally, Articles, new Dictionary<string, string>(), "en"));
    }

    private static Article Of(string id, string title, string text) => new(id, "xcally", "en", title, text);
}
