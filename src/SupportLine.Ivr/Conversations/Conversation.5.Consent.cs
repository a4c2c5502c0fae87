using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>The customer's consent to access (XCL-03): asked, answered by key, recorded with who, when and how. No answer is no consent.</summary>
internal sealed partial class Conversation
{
    private bool NeedsConsent =>
        !_progress.MessageOnly && line.Consent is { } consent && (consent.Products.Count == 0 || consent.Products.Contains(_progress.Product ?? ""));

    private async Task<Turn> AskConsentAsync(CancellationToken ct)
    {
        var menu = new Menu("consent", [Prompt(line.Consent!.Prompt), Prompt(Prompts.ConsentYesOrNo)], [MenuOption.Unsaid(YesKey), MenuOption.Unsaid(NoKey)])
        {
            Standing = StandingKeys,
        };
        var choice = await _talk.ChooseAsync(menu, ct);
        if (choice.Turn == Turn.Unanswered) return Turn.Onward;
        if (choice.Turn != Turn.Onward) return choice.Turn;
        _progress.Consent = choice.Key == YesKey;
        _talk.Lead(choice.Key == YesKey ? Prompts.ConsentGiven : Prompts.ConsentRefused);
        await NoteProgressAsync();
        return Turn.Onward;
    }
}
