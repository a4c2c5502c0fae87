using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>Questions answered by keys.</summary>
internal sealed partial class Talk
{
    /// <summary>
    /// Offers a menu, as often as the line says, with what was wrong said before it again. What was keyed becomes a choice
    /// in <see cref="Menu.Read"/>.
    /// </summary>
    public async Task<Choice> ChooseAsync(Menu menu, CancellationToken ct)
    {
        for (var presentation = 1; presentation <= dialogue.MenuPresentations; presentation++)
        {
            var entry = await PresentAsync(menu, presentation, ct);
            if (menu.Read(entry) is { } choice) return choice;
            Lead(entry.IsSilence ? Prompts.Silence : Prompts.NotUnderstood);
        }

        _lead.Clear();
        return new Choice(Turn.Unanswered);
    }

    /// <summary>
    /// Offers a list by names, in the order given; where it is longer than there are keys, a page at a time. Gives the place
    /// in the list, which is of no meaning where the turn is not onward.
    /// </summary>
    public async Task<(Turn Turn, int Place)> PickAsync(MenuList list, CancellationToken ct)
    {
        var page = 0;
        for (var turned = 0; turned < MenuList.MostTurns; turned++)
        {
            var choice = await ChooseAsync(list.Page(page), ct);
            if (choice.Turn != Turn.More) return (choice.Turn, list.Place(page, choice));
            page = (page + 1) % list.Pages;
        }

        return (Turn.Unanswered, 0);
    }

    /// <summary>Asks for a number once.</summary>
    public async Task<Keyed> EnterAsync(NumberQuestion number, CancellationToken ct)
    {
        var collection = new Collection
        {
            Question = number.Question,
            Prompt = Utterance.Nothing,
            MaxDigits = number.MaxDigits,
            Terminator = '#',
            Immediate = "*",
            FirstKey = dialogue.NumberWait,
            NextKey = dialogue.DigitWait,
            Secret = number.Secret,
            Classes = ["*"],
            State = $"{number.TriesLeft}",
        };
        var entry = await AskAsync(collection, number.Phrases, ct);

        // A # pressed after a number that was complete without it arrives here: it answers nothing.
        if (entry is { Digits: "", End: EntryEnd.Terminated }) entry = await AskAsync(collection, number.Phrases, ct);
        return entry.Digits switch
        {
            "*" => new Keyed(Turn.Back),
            "" => new Keyed(Turn.Unanswered),
            _ => new Keyed(Turn.Onward, entry.Digits),
        };
    }

    /// <summary>One presentation, group after group; silence after one leads on to the next.</summary>
    private async Task<Entry> PresentAsync(Menu menu, int presentation, CancellationToken ct)
    {
        var groups = menu.Groups;
        var entry = default(Entry);
        for (var group = 0; group < groups.Count; group++)
        {
            var isLast = group == groups.Count - 1;
            var collection = new Collection
            {
                Question = menu.Question,
                Prompt = Utterance.Nothing,
                MaxDigits = 1,
                FirstKey = isLast ? dialogue.MenuWait : dialogue.DigitWait,
                Classes = menu.Classes,
                State = $"{presentation}.{group}",
            };
            entry = await AskAsync(collection, [.. group == 0 ? menu.Intro : [], .. groups[group].SelectMany(option => option.Offer)], ct);
            if (!entry.IsSilence) break;
        }

        return entry;
    }

    private async Task<Entry> AskAsync(Collection collection, IReadOnlyCollection<Phrase> phrases, CancellationToken ct)
    {
        var words = Voice.Outline(phrases);
        var prompt = await SpeakAsync(phrases, ct);
        await Journal.AddAsync("asked", collection.Question);
        var entry = await Leg.CollectAsync(collection with { Prompt = prompt, Words = words, State = $"{collection.State} {state?.Invoke(collection.Question)}" }, ct);
        var keyed = collection.Secret ? new string('•', entry.Digits.Length) : entry.Digits;
        await Journal.AddAsync("keyed", $"{collection.Question}={keyed}");
        return entry;
    }
}
