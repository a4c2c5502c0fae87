using SupportLine.Domain.Lines;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// Speaking with whoever is on a leg, in one language: what is said, asked and keyed goes into the call's record. What is
/// led in is said with the next question, so that a key interrupts it too.
/// </summary>
internal sealed class Talk(Site site, ICall leg, string callId, Voice voice, Dialogue dialogue)
{
    private readonly List<Phrase> _lead = [];

    public ICall Leg { get; } = leg;

    public Voice Voice { get; } = voice;

    public static Phrase Prompt(string key) => new Phrase.Prompt(key);

    /// <summary>Says it before the next question.</summary>
    public void Lead(params IEnumerable<Phrase> phrases) => _lead.AddRange(phrases);

    /// <summary>Says it before the next question.</summary>
    public void Lead(string key) => _lead.Add(Prompt(key));

    /// <summary>Says it to the end, and what was led in before it; no key interrupts.</summary>
    public async Task SayAsync(IEnumerable<Phrase> phrases, CancellationToken ct)
    {
        Phrase[] all = [.. _lead, .. phrases];
        _lead.Clear();
        await RecordAsync("said", Voice.Words(all));
        await Leg.PlayAsync(await Voice.SayAsync(all, ct), ct);
    }

    public Task SayAsync(string key, CancellationToken ct) => SayAsync([Prompt(key)], ct);

    /// <summary>
    /// Offers a menu: presented so often as the line says, with what was wrong said before it again. Null when no valid key
    /// came.
    /// </summary>
    /// <param name="question">Its name in the record.</param>
    /// <param name="phrases">What is offered.</param>
    /// <param name="keys">Keys that choose.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task<char?> ChooseAsync(string question, IReadOnlyList<Phrase> phrases, string keys, CancellationToken ct)
    {
        for (var presentation = 0; presentation < dialogue.MenuPresentations; presentation++)
        {
            var entry = await AskAsync(Menu(question, keys), phrases, ct);
            if (entry.Digits.Length == 1 && keys.Contains(entry.Digits[0], StringComparison.Ordinal))
            {
                return entry.Digits[0];
            }

            Lead(entry.IsSilence ? "common.silence" : "common.not-understood");
        }

        return null;
    }

    /// <summary>Asks for a number once. Empty after silence; <c>*</c> alone goes back.</summary>
    public async Task<string> EnterAsync(NumberQuestion number, CancellationToken ct)
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
            Classes = number.Classes,
        };
        return (await AskAsync(collection, [Prompt(number.PromptKey)], ct)).Digits;
    }

    /// <summary>Adds a step to the call's record.</summary>
    public ValueTask RecordAsync(string kind, string detail) => site.Calls.AppendAsync(callId, site.Clock.Now, kind, detail);

    private Collection Menu(string question, string keys) => new()
    {
        Question = question,
        Prompt = Utterance.Nothing,
        MaxDigits = 1,
        FirstKey = dialogue.MenuWait,
        NextKey = dialogue.DigitWait,

        // Each option, and one key that is none.
        Classes = [.. keys.Select(key => key.ToString()), "0123456789*#".First(key => !keys.Contains(key, StringComparison.Ordinal)).ToString()],
    };

    private async Task<Entry> AskAsync(Collection collection, IReadOnlyList<Phrase> phrases, CancellationToken ct)
    {
        Phrase[] all = [.. _lead, .. phrases];
        _lead.Clear();
        await RecordAsync("said", Voice.Words(all));
        await RecordAsync("asked", collection.Question);
        var entry = await Leg.CollectAsync(collection with { Prompt = await Voice.SayAsync(all, ct) }, ct);
        var keyed = collection.Secret ? new string('•', entry.Digits.Length) : entry.Digits;
        await RecordAsync("keyed", $"{collection.Question}={keyed}");
        return entry;
    }
}
