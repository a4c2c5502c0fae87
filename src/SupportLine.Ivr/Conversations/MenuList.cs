using SupportLine.Ivr.Speech;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// A list of which one is chosen: keys from 1 on, and where there are more than keys, pages of seven and a key for the
/// next page, so that no more than four are offered in one breath with it.
/// </summary>
/// <param name="Question">Its name in the record.</param>
/// <param name="Intro">Said before each page.</param>
/// <param name="Prompts">Key of the prompt that names each.</param>
/// <param name="Standing">Keys that work beside the list's own.</param>
internal sealed record MenuList(string Question, Phrase Intro, IReadOnlyList<string> Prompts, string Standing)
{
    /// <summary>Most on a page that is the only one: nine ends the call.</summary>
    private const int MostOnOnePage = 8;

    private const int OnEachPage = 7;

    /// <summary>How often the page is turned before somebody helps: nobody goes in circles.</summary>
    public const int MostTurns = 20;

    private int PageSize => Prompts.Count <= MostOnOnePage ? MostOnOnePage : OnEachPage;

    public int Pages => (Prompts.Count + PageSize - 1) / PageSize;

    public Menu Page(int page)
    {
        var options = Prompts.Skip(page * PageSize).Take(PageSize).Select((prompt, place) => MenuOption.Named(KeyOf(place), prompt)).ToList();
        if (Pages == 1) return new Menu(Question, [Intro], options) { Standing = Standing };
        options[^1] = options[^1] with { Offer = [.. options[^1].Offer, Talk.Prompt(Ivr.Prompts.MoreOptions)] };
        return new Menu(Question, [Intro], options) { Standing = $"{Standing}{Menu.MoreKey}" };
    }

    /// <summary>Where in the list a choice on a page is.</summary>
    public int Place(int page, Choice choice) => choice.Turn == Turn.Onward ? (page * PageSize) + choice.Key - KeyOf(0) : 0;

    private static char KeyOf(int place) => (char)('1' + place);
}
