namespace SupportLine.Domain.Lines;

public enum HowAsked
{
    /// <summary>Not asked on the telephone: listed as missing on the ticket.</summary>
    NotByPhone,

    /// <summary>Keyed.</summary>
    Keyed,

    /// <summary>Spoken, as part of the recorded description.</summary>
    Spoken,
}
