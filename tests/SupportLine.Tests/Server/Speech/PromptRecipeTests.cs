using SupportLine.Ivr.Speech;
using SupportLine.Server.Speech;

namespace SupportLine.Tests.Server.Speech;

public sealed class PromptRecipeTests
{
    [Theory]
    [InlineData("piece.digit.1", "uno,", "uno, eso.", true)]
    [InlineData("piece.digit.1.final", "uno.", "uno.", false)]
    [InlineData("folio.is", "Su número de folio es", "Su número de folio es, eso.", true)]
    [InlineData("request.type", "¿Qué tipo de solicitud es?", "¿Qué tipo de solicitud es?", false)]
    public void What_does_not_end_a_sentence_is_spoken_with_more_to_follow(string key, string words, string text, bool isCut)
    {
        var recipe = PromptRecipe.Of("es-MX", new CatalogueWord(key, words, words));

        Assert.Equal((text, isCut), (recipe.Text, recipe.IsCut));
    }

    [Fact]
    public void Pieces_join_without_silence_and_prompts_end_in_some()
    {
        Assert.Equal((0, 0), Leads("piece.month.1", "enero,"));
        Assert.Equal((30, 150), Leads("common.goodbye", "Hasta luego."));
    }

    [Fact]
    public void A_change_of_spelling_is_made_again_and_a_change_of_words_behind_a_spelling_is_not()
    {
        var engine = SpeechEngine.For("en");
        var before = PromptRecipe.Of("en", new CatalogueWord("a", "May.", "Mae.")).Fingerprint(engine);

        Assert.Equal(before, PromptRecipe.Of("en", new CatalogueWord("a", "may.", "Mae.")).Fingerprint(engine));
        Assert.NotEqual(before, PromptRecipe.Of("en", new CatalogueWord("a", "May.", "Mey.")).Fingerprint(engine));
    }

    private static (int In, int Out) Leads(string key, string words)
    {
        var recipe = PromptRecipe.Of("es-MX", new CatalogueWord(key, words, words));
        return (recipe.LeadIn, recipe.LeadOut);
    }
}
