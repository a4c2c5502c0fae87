using System.Globalization;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>The caller's own words, announced, recorded after a tone, on the disk as they are spoken.</summary>
internal sealed partial class Conversation
{
    private const char SendKey = '1';
    private const char AgainKey = '2';

    /// <summary>Takes of one recording: the caller may start over, and silence is asked again.</summary>
    private const int MostTakes = 3;

    /// <summary>Silence after which somebody is taken to have finished.</summary>
    private static readonly TimeSpan Finished = TimeSpan.FromSeconds(4);

    private int _takes;

    private Task<Turn> DescribeAsync(CancellationToken ct) => DescribeAsync("request", ct);

    /// <summary>Describes the request. Nobody is held up by it: without a word the ticket says that the description is missing.</summary>
    /// <param name="part">What it is part of: where going back leads.</param>
    /// <param name="ct">Cancels it.</param>
    private async Task<Turn> DescribeAsync(string part, CancellationToken ct)
    {
        var phrases = DescriptionPhrases();
        string? discarded = null;
        for (var take = 0; take < MostTakes; take++)
        {
            var file = NextFile();
            var earlier = _progress.Recording;
            var result = await RecordAsync(phrases, file, $"{part} {take}", () => DescribedInAsync(file), ct);
            if (result.Key == Menu.BackKey)
            {
                await DescribedInAsync(earlier);
                Discard(file);
                return Turn.Back;
            }

            _progress.Described = result.HeardSpeech;
            if (result.Failure is not null)
            {
                // Nobody is asked to speak to a disk that takes no more: the ticket has what there is, and says so.
                _progress.Recording = result.Duration > TimeSpan.Zero ? file : earlier;
                return Turn.Onward;
            }

            if (!result.HeardSpeech)
            {
                _talk.Lead(Prompts.NothingHeard);
                continue;
            }

            if (discarded is not null) Discard(discarded);
            discarded = file;

            // An emergency is not asked to listen again.
            if (_progress.Confirmed) return Turn.Onward;
            var choice = await ReviewAsync(ct);
            if (choice is not ({ Turn: Turn.Onward, Key: AgainKey } or { Turn: Turn.Back }))
            {
                return choice.Turn == Turn.Unanswered ? Turn.Onward : choice.Turn;
            }
        }

        return Turn.Onward;
    }

    private ValueTask DescribedInAsync(string? file)
    {
        _progress.Recording = file;
        return NoteProgressAsync();
    }

    /// <summary>A take that the caller does not want is nobody's business, and takes no room.</summary>
    private void Discard(string file)
    {
        var path = Path.Combine(site.Recordings, file);
        try
        {
            File.Delete(path + ".sha256");
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays until its line keeps it no longer.
        }
    }

    /// <summary>What the vendor wants to hear about such a request, one after the other (IPX-06, WLD-05, XIV-03).</summary>
    private IReadOnlyList<Phrase> DescriptionPhrases()
    {
        // An emergency that came by zero is what the line's faults are.
        var type = RequestType ?? (IsProven && _progress.Confirmed ? line.RequestTypes.FirstOrDefault(kind => kind.AsksSeverity) : null);
        var spoken = _progress.MessageOnly ? [] : type?.Spoken.Select(datum => Prompt(Prompts.Datum(datum))).ToList() ?? [];
        return spoken.Count == 0 ? [Prompt(Prompts.DescribeMessage)] : [Prompt(Prompts.DescribeSay), .. spoken, Prompt(Prompts.DescribeRecorded)];
    }

    private Task<Choice> ReviewAsync(CancellationToken ct) => _talk.ChooseAsync(
        new Menu("describe.review", [Prompt(Prompts.ReviewMessage)], [MenuOption.Unsaid(SendKey), MenuOption.Unsaid(AgainKey)]) { Standing = StandingKeys },
        ct);

    /// <summary>One take; star ends it as well as the hash key, and goes back. Nobody is asked to speak where there is no room for it.</summary>
    private async Task<RecordingResult> RecordAsync(IReadOnlyList<Phrase> phrases, string file, string part, Func<ValueTask> begins, CancellationToken ct)
    {
        var result = RecordingSpace.Lack(site.Recordings, site.RecordingFloor) is { } lack
            ? new RecordingResult(file, TimeSpan.Zero, null, HeardSpeech: false) { Failure = lack }
            : await RecordAfterToneAsync(phrases, file, part, begins, ct);
        if (result.Failure is { } failure)
        {
            var why = string.Create(CultureInfo.InvariantCulture, $"The recording stopped after {result.Duration.TotalSeconds:0.0} s: {failure}");
            await _talk.Journal.AddAsync("recording-stopped", why);
            _progress.Remarks.Add(new TicketChange.Noted(why, Inside: true));
        }

        var heard = result.HeardSpeech ? "" : ", nothing heard";
        await _talk.Journal.AddAsync("recorded", string.Create(CultureInfo.InvariantCulture, $"{file} {result.Duration.TotalSeconds:0.0} s{heard}"));
        return result;
    }

    /// <summary>Whoever hangs up before the tone has said nothing: there is a recording from then on.</summary>
    private async Task<RecordingResult> RecordAfterToneAsync(IReadOnlyList<Phrase> phrases, string file, string part, Func<ValueTask> begins, CancellationToken ct)
    {
        await _talk.SayAsync(phrases, ct);
        await call.PlayAsync(new Utterance([_talk.Voice.Sound(Prompts.Beep)]), ct);
        ThrowIfCallerLeft();
        await begins();
        await _talk.Journal.AddAsync("recording", file);
        return await call.RecordAsync(
            new RecordingRequest(Path.Combine(site.Recordings, file), line.Dialogue.LongestDescription, $"#{Menu.BackKey}", Finished)
            {
                Warning = new Utterance([_talk.Voice.Sound(Prompts.Beep)]),
                State = $"{part} {State("record")}",
            },
            ct);
    }

    /// <summary>Named by the call; each further take has a name of its own, so that none is written over.</summary>
    private string NextFile() => ++_takes == 1 ? $"{call.Id}.wav" : string.Create(CultureInfo.InvariantCulture, $"{call.Id}-{_takes}.wav");
}
