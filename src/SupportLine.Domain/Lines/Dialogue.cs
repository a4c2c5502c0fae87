namespace SupportLine.Domain.Lines;

/// <summary>Times and tries of the spoken conversation (after ISO/IEC 13714).</summary>
public sealed record Dialogue
{
    /// <summary>Key of the greeting.</summary>
    public required string Welcome { get; init; }

    /// <summary>Silence after a menu.</summary>
    public TimeSpan MenuWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence before the first digit of a number.</summary>
    public TimeSpan NumberWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence between digits.</summary>
    public TimeSpan DigitWait { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a menu is presented before a person, or at night a message.</summary>
    public int MenuPresentations { get; init; } = 2;

    /// <summary>How often an entry is tried.</summary>
    public int EntryTries { get; init; } = 3;

    /// <summary>Longest description.</summary>
    public TimeSpan LongestDescription { get; init; } = TimeSpan.FromMinutes(3);
}
