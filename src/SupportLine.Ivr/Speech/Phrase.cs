using NodaTime;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Speech;

/// <summary>Something to be said, whatever the language.</summary>
public abstract record Phrase
{
    private Phrase()
    {
    }

    /// <summary>A prompt of the catalogue.</summary>
    public sealed record Prompt(string Key) : Phrase;

    /// <summary>Digits one by one, in groups with pauses between; a plus sign and white space are passed over.</summary>
    public sealed record Digits(string Value) : Phrase;

    /// <summary>A folio, digit by digit, slower than other numbers: it is written down.</summary>
    public sealed record FolioDigits(Folio Folio) : Phrase;

    /// <summary>A number of things, with the noun's gender and number: "una hora", "veintiún minutos", "two days".</summary>
    /// <param name="Number">0 to 9999.</param>
    /// <param name="Noun">A noun of the grammar: <c>minute</c>, <c>hour</c>, <c>day</c>, <c>credit</c>.</param>
    public sealed record Count(int Number, string Noun) : Phrase;

    /// <summary>A length of time: "quince minutos", "two hours and thirty minutes", "three days".</summary>
    /// <param name="Time">Rounded to minutes, from two days on cut to days; at least a minute is said.</param>
    public sealed record Length(TimeSpan Time) : Phrase;

    /// <summary>A moment as seen from now: "tomorrow, Tuesday, at half past eight in the morning".</summary>
    public sealed record Moment(Instant At, Instant Now, DateTimeZone Zone) : Phrase;

    /// <summary>A time by which something happens: "today, before half past twelve in the afternoon".</summary>
    public sealed record Before(Instant At, Instant Now, DateTimeZone Zone) : Phrase;

    /// <summary>Silence.</summary>
    public sealed record Pause(TimeSpan Time) : Phrase;

    /// <summary>Words known only at run time, spoken by an engine.</summary>
    /// <param name="Text">The words.</param>
    /// <param name="FallbackKey">Prompt said instead when no engine can; null says nothing.</param>
    public sealed record Dynamic(string Text, string? FallbackKey) : Phrase;

    /// <summary>A prompt in another language's voice, as when languages are offered.</summary>
    public sealed record Foreign(Voice Voice, string Key) : Phrase;

    /// <summary>A recording, by its full path.</summary>
    public sealed record Recorded(string Path) : Phrase;
}
