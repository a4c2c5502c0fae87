using SupportLine.Ivr.Speech;

namespace SupportLine.Ivr.Conversations;

/// <summary>Something that may be chosen.</summary>
/// <param name="Key">The key that chooses it.</param>
/// <param name="Offer">How it is offered: "to do X, press N".</param>
internal sealed record MenuOption(char Key, IReadOnlyList<Phrase> Offer)
{
    /// <summary>An option named by a prompt ("To report a fault,"), its key said behind it.</summary>
    public static MenuOption Named(char key, string prompt) => new(key, [Talk.Prompt(prompt), Talk.Prompt(Prompts.Press(key))]);

    /// <summary>An option that another sentence of the menu has offered already.</summary>
    public static MenuOption Unsaid(char key) => new(key, []);
}
