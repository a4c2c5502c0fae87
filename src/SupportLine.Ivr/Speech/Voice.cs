using System.Collections.Concurrent;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Speech;

/// <summary>One language's speech: phrases to sounds, and the same phrases to words.</summary>
public sealed class Voice
{
    private readonly Catalogue _catalogue;
    private readonly IReadOnlyDictionary<string, Sound> _sounds;
    private readonly ITextToSpeech _speech;
    private readonly ConcurrentDictionary<int, Sound> _pauses = new();

    internal Voice(Catalogue catalogue, IReadOnlyDictionary<string, Sound> sounds, ITextToSpeech speech)
    {
        _catalogue = catalogue;
        _sounds = sounds;
        _speech = speech;
    }

    /// <summary>BCP 47.</summary>
    public string Language => _catalogue.Language;

    /// <summary>Keys of the catalogue.</summary>
    public IEnumerable<string> Keys => _catalogue.Words.Keys;

    /// <summary>Whether a prompt of that key can be said.</summary>
    public bool Has(string key) => _sounds.ContainsKey(key);

    /// <summary>A sound by its key.</summary>
    public Sound Sound(string key) => _sounds[key];

    /// <summary>What the phrases sound like.</summary>
    public async ValueTask<Utterance> SayAsync(IEnumerable<Phrase> phrases, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(phrases);
        var sounds = new List<Sound>();
        foreach (var phrase in phrases)
        {
            switch (phrase)
            {
                case Phrase.Dynamic spoken when await _speech.SpeakAsync(Language, spoken.Text, ct) is { } sound:
                    sounds.Add(sound);
                    break;
                case Phrase.Foreign foreign:
                    sounds.Add(foreign.Voice.Sound(foreign.Key));
                    break;
                case Phrase.Recorded recorded:
                    sounds.Add(Telephony.Calls.Sound.Load("recording", recorded.Path));
                    break;
                default:
                    sounds.AddRange(Pieces(phrase).Select(piece => piece.Silence is 0 ? _sounds[piece.Key] : Silence(piece.Silence)));
                    break;
            }
        }

        return new Utterance(sounds);
    }

    /// <summary>The same in words, for records and transcripts; a sound without words by its name.</summary>
    public string Words(IEnumerable<Phrase> phrases) => string.Join(' ', phrases.SelectMany(phrase => phrase switch
    {
        Phrase.Dynamic spoken => [spoken.Text],
        Phrase.Foreign foreign => [foreign.Voice._catalogue.Words[foreign.Key]],
        Phrase.Recorded => ["[recording]"],
        _ => Pieces(phrase).Where(piece => piece.Silence == 0).Select(piece => _catalogue.Words.GetValueOrDefault(piece.Key, $"[{piece.Key}]")),
    }));

    /// <summary>The same words with an ellipsis for what differs from call to call.</summary>
    public string Outline(IEnumerable<Phrase> phrases) => string.Join(' ', phrases.Select(phrase => phrase is Phrase.Prompt or Phrase.Foreign ? Words([phrase]) : "…"));

    /// <summary>The pieces a phrase is made of; a dynamic one that no engine spoke is its fallback.</summary>
    internal IEnumerable<Piece> Pieces(Phrase phrase)
    {
        var grammar = _catalogue.Grammar;
        return phrase switch
        {
            Phrase.Prompt prompt => [new Piece(prompt.Key)],
            Phrase.Dynamic { FallbackKey: { } key } => [new Piece(key)],
            Phrase.Digits digits => Digits(digits.Value, grammar.DigitGroup),
            Phrase.FolioDigits folio => Digits(folio.Folio.Digits, grammar.FolioGroup),
            Phrase.Count count => grammar.Count(count.Number, count.Noun).Select(key => new Piece(key)),
            Phrase.Length length => grammar.Length(length.Time).Select(key => new Piece(key)),
            Phrase.Moment moment => grammar.Moment(moment.At, moment.Now, moment.Zone, before: false).Select(key => new Piece(key)),
            Phrase.Before before => grammar.Moment(before.At, before.Now, before.Zone, before: true).Select(key => new Piece(key)),
            Phrase.Pause pause => [new Piece("", (int)pause.Time.TotalMilliseconds)],
            _ => [],
        };
    }

    /// <summary>Digits falling at the end of each group, with a pause between groups.</summary>
    private IEnumerable<Piece> Digits(string value, int group)
    {
        var digits = string.Concat(value.Where(char.IsAsciiDigit));
        var isFirst = true;
        foreach (var part in Grammar.Groups(digits, group))
        {
            if (!isFirst)
            {
                yield return new Piece("", _catalogue.Grammar.GroupPause);
            }

            isFirst = false;
            for (var i = 0; i < part.Length; i++)
            {
                yield return new Piece(i == part.Length - 1 ? $"piece.digit.{part[i]}.final" : $"piece.digit.{part[i]}");
            }
        }
    }

    private Sound Silence(int milliseconds) => _pauses.GetOrAdd(
        milliseconds,
        static ms => Telephony.Calls.Sound.FromPcm("pause", new short[ms * Telephony.Calls.Sound.MasterRate / 1000]));
}
