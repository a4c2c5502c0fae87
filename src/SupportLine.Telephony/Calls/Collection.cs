namespace SupportLine.Telephony.Calls;

/// <summary>A question to be answered by keys.</summary>
public sealed record Collection
{
    /// <summary>Name of the question, for the call's record: <c>menu.main</c>, <c>contract.number</c>.</summary>
    public required string Question { get; init; }

    /// <summary>What is spoken first; any key of <see cref="Keys"/> interrupts it.</summary>
    public required Utterance Prompt { get; init; }

    /// <summary>Most digits taken, the terminator not counted; at least 1. When reached, the entry is complete.</summary>
    public required int MaxDigits { get; init; }

    /// <summary>Ends the entry and is no part of it; null when no key does. Alone it makes an empty complete entry.</summary>
    public char? Terminator { get; init; }

    /// <summary>Keys that, pressed first, are the whole entry at once, so that <c>*</c> goes back from any number.</summary>
    public string Immediate { get; init; } = "";

    /// <summary>Silence after the prompt until the first key. 5 s for a menu, 10 s for a number.</summary>
    public required TimeSpan FirstKey { get; init; }

    /// <summary>Silence between two keys; 3 s.</summary>
    public TimeSpan NextKey { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether a key interrupts the prompt. Where not, keys pressed during the prompt are dropped.</summary>
    public bool BargeIn { get; init; } = true;

    /// <summary>True for a PIN: its digits appear in no log, record, trace or exception.</summary>
    public bool Secret { get; init; }

    /// <summary>What is asked, in words that are the same in every call, without what is said before it: for drawing the conversation.</summary>
    public string Words { get; init; } = "";

    /// <summary>One representative entry of each class of answer that the question itself knows, for exploring a conversation exhaustively.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>
    /// What, beside the question's name, tells two occasions of asking it apart, for the same exploration: from equal states
    /// equal answers lead to the same.
    /// </summary>
    public string State { get; init; } = "";
}
