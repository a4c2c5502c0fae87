using SupportLine.Domain.Lines;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// Speaking with whoever is on a leg, in one language: what is said, asked and keyed goes into the call's journal. What is
/// led in is said with the next question, so that a key interrupts it too.
/// </summary>
/// <param name="leg">Whom we speak with.</param>
/// <param name="journal">Of the caller's call.</param>
/// <param name="voice">The language.</param>
/// <param name="dialogue">Waits and tries.</param>
/// <param name="state">What the conversation knows when a question is asked, for exploring, by the question; see <see cref="Collection.State"/>.</param>
internal sealed partial class Talk(ICall leg, CallJournal journal, Voice voice, Dialogue dialogue, Func<string, string>? state = null)
{
    private readonly List<Phrase> _lead = [];

    public ICall Leg { get; } = leg;

    public CallJournal Journal { get; } = journal;

    public Voice Voice { get; } = voice;

    public static Phrase Prompt(string key) => new Phrase.Prompt(key);

    /// <summary>The same leg and journal, in another language.</summary>
    public Talk In(Voice other) => new(Leg, Journal, other, dialogue, state);

    /// <summary>Somebody else's leg, on the same call's journal.</summary>
    public Talk With(ICall other, Voice voice) => new(other, Journal, voice, dialogue);

    /// <summary>Says it before what is said next.</summary>
    public void Lead(params IEnumerable<Phrase> phrases) => _lead.AddRange(phrases);

    /// <summary>Says it before what is said next.</summary>
    public void Lead(string key) => _lead.Add(Prompt(key));

    /// <summary>Says it, and what was led in before it; any key cuts it short and means nothing else.</summary>
    public async Task SayAsync(IEnumerable<Phrase> phrases, CancellationToken ct)
    {
        var skippable = new Collection { Question = "skip", Prompt = await SpeakAsync(phrases, ct), MaxDigits = 1, FirstKey = TimeSpan.Zero };
        await Leg.CollectAsync(skippable, ct);
    }

    public Task SayAsync(string key, CancellationToken ct) => SayAsync([Prompt(key)], ct);

    /// <summary>Says it to its end; no key interrupts.</summary>
    public async Task SayFullyAsync(IReadOnlyCollection<Phrase> phrases, CancellationToken ct)
    {
        if (_lead.Count + phrases.Count == 0) return;
        await Leg.PlayAsync(await SpeakAsync(phrases, ct), ct);
    }

    /// <summary>What was led in, then music, while something else is done. It has to end by itself when the leg does.</summary>
    public async Task<T> HoldAsync<T>(Task<T> work, CancellationToken ct)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var music = EntertainAsync(done.Token);
        try
        {
            return await work;
        }
        finally
        {
            done.Cancel();
            await music;
        }
    }

    /// <summary>What was led in, then music, until cancelled, the leg ends, or this key is pressed: only then true.</summary>
    public async Task<bool> HoldForKeyAsync(char key, CancellationToken ct)
    {
        try
        {
            var isFirst = _lead.Count > 0;
            while (true)
            {
                // Once the choice has been offered it stays; nothing new is asked.
                var collection = new Collection
                {
                    Question = "hold",
                    Words = isFirst ? Voice.Outline(_lead) : "",
                    Prompt = isFirst ? await SpeakAsync([], ct) : new Utterance([Voice.Sound("music")]),
                    MaxDigits = 1,
                    FirstKey = TimeSpan.Zero,
                    Classes = isFirst ? [$"{key}"] : [],
                    State = state?.Invoke("hold") ?? "",
                };
                isFirst = false;
                if ((await Leg.CollectAsync(collection, ct)).Digits != $"{key}") continue;
                await Journal.AddAsync("keyed", $"hold={key}");
                return true;
            }
        }
        catch (OperationCanceledException)
        {
            // Something happened, or the listener left: whoever plays it looks at that next.
            return false;
        }
    }

    /// <summary>Until cancelled or the leg ends; neither is an error.</summary>
    private async Task EntertainAsync(CancellationToken ct)
    {
        try
        {
            if (_lead.Count > 0) await Leg.PlayAsync(await SpeakAsync([], ct), ct);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await Music.PlayAsync(Leg, Voice, ct);
    }

    /// <summary>What was led in is not said after all.</summary>
    public void Forget() => _lead.Clear();

    private async Task<Utterance> SpeakAsync(IEnumerable<Phrase> phrases, CancellationToken ct)
    {
        Phrase[] all = [.. _lead, .. phrases];
        _lead.Clear();
        await Journal.AddAsync("said", Voice.Words(all));
        return await Voice.SayAsync(all, ct);
    }
}
