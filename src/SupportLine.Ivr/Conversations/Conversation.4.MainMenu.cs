using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>What the caller wants, and where the keys lead that work in every menu.</summary>
internal sealed partial class Conversation
{
    private const char NewRequestKey = '1';
    private const char ExistingFolioKey = '2';

    /// <summary>Whether the caller is at a further problem of the same call.</summary>
    private bool _isAnother;

    /// <summary>The class that reaches the engineer on call, or null when the line has none.</summary>
    private Severity? Emergency => line.Severities.LastOrDefault(severity => severity.RingsOnCall);

    /// <summary>Whether zero leads to somebody: an agent in hours, the emergency question at night.</summary>
    private bool CanReachPerson => IsOpen ? line.Queue is not null || line.Routing.Agents.Count > 0 : Emergency is not null;

    /// <summary>Keys that work in every menu; zero where it leads to somebody.</summary>
    private string StandingKeys =>
        CanReachPerson ? $"{Menu.BackKey}{Menu.EndKey}{Menu.PersonKey}" : $"{Menu.BackKey}{Menu.EndKey}";

    private async Task MainMenuAsync(CancellationToken ct)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var turn = _isAnother ? await NewRequestAsync(ct) : await ChooseServiceAsync(ct);
            if (await ElsewhereAsync(turn, ct) != Turn.Onward)
            {
                _isAnother = false;
            }
            else if (!await HasAnotherProblemAsync(ct))
            {
                return;
            }
        }

        await HelpAtLastAsync(ct);
    }

    private async Task<Turn> ChooseServiceAsync(CancellationToken ct)
    {
        var choice = await _talk.ChooseAsync(MainMenu(), ct);
        return choice switch
        {
            { Turn: Turn.Onward, Key: NewRequestKey } => await NewRequestAsync(ct),
            { Turn: Turn.Onward, Key: ExistingFolioKey } => await ExistingFolioAsync(ct),
            _ => choice.Turn,
        };
    }

    /// <summary>Where a ticket covers one problem only, a second problem of the same call is a second ticket (SNG-01).</summary>
    private async Task<bool> HasAnotherProblemAsync(CancellationToken ct)
    {
        if (!line.OneProblemPerTicket.Value || _progress.Ending == CallEnding.EndedByCaller || _progress.Ticket?.CallId != call.Id) return false;
        var menu = new Menu("another", [Prompt(Prompts.AnotherProblem)], [MenuOption.Unsaid(NewRequestKey)]) { Standing = $"{Menu.EndKey}" };
        var choice = await _talk.ChooseAsync(menu, ct);
        if (choice.Turn != Turn.Onward) return false;
        _progress = _progress.Anew();
        _isAnother = true;
        return true;
    }

    private Menu MainMenu()
    {
        var zero = IsOpen ? Prompts.ForAPerson : Prompts.ForAnEmergency;
        return new Menu(
            "menu.main",
            [Prompt(Prompts.MainMenu), .. CanReachPerson ? [Prompt(zero)] : Array.Empty<Speech.Phrase>(), Prompt(Prompts.ToEnd)],
            [MenuOption.Unsaid(NewRequestKey), MenuOption.Unsaid(ExistingFolioKey)])
        {
            Standing = StandingKeys,
        };
    }

    /// <summary>Zero. Back: it was no emergency after all.</summary>
    private Task<Turn> PersonAsync(CancellationToken ct) => IsOpen ? FinishAsync(ct) : EmergencyAsync(ct);

    /// <summary>A caller who does not or cannot press keys: a person in hours, otherwise a voice message.</summary>
    private Task<Turn> HelpAsync(CancellationToken ct) => IsOpen && CanReachPerson ? FinishAsync(ct) : LeaveMessageAsync(ct);

    /// <summary>Nothing comes after it: who goes back even here leaves a ticket without a message.</summary>
    private async Task HelpAtLastAsync(CancellationToken ct)
    {
        if (await HelpAsync(ct) == Turn.Back) await FinishAsync(ct);
    }

    /// <summary>Outside hours: the emergency question, then no more than what the engineer needs.</summary>
    private async Task<Turn> EmergencyAsync(CancellationToken ct)
    {
        var turn = Emergency is { } emergency ? await AskClaimAsync(emergency, ct) : Turn.Back;
        if (turn == Turn.Onward && !_progress.Confirmed)
        {
            // "No" takes back what zero has claimed.
            Withdraw();
            return Turn.Back;
        }

        if (RequestType is { AsksSeverity: false }) _progress.RequestType = null;
        if (turn == Turn.Onward) turn = await FillInAsync([new(AskContactNumberAsync), new(token => DescribeAsync("emergency", token))], ct);
        return turn switch
        {
            Turn.Onward => await FinishAsync(ct),
            Turn.Person => Turn.Back,
            Turn.End => await EndAsync(ct),
            Turn.Unanswered => await LeaveMessageAsync(ct),
            _ => turn,
        };
    }

    private async Task<Turn> LeaveMessageAsync(CancellationToken ct)
    {
        var turn = _progress.Described ? Turn.Onward : await DescribeAsync("message", ct);
        return turn switch
        {
            Turn.Back => Turn.Back,
            Turn.End => await EndAsync(ct),
            _ => await FinishAsync(ct),
        };
    }
}
