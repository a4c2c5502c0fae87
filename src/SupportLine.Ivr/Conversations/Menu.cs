using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// A menu after ISO/IEC 13714: at most four options at a time, ascending from 1; a longer list goes on in a further group,
/// whose keys count on.
/// </summary>
/// <param name="Question">Its name in the record.</param>
/// <param name="Intro">Said before the first group, each time.</param>
/// <param name="Options">In the order of their keys.</param>
internal sealed record Menu(string Question, IReadOnlyList<Phrase> Intro, IReadOnlyList<MenuOption> Options)
{
    /// <summary>Most options offered at a time.</summary>
    public const int MostOptions = 4;

    public const char BackKey = '*';
    public const char EndKey = '9';
    public const char PersonKey = '0';
    public const char MoreKey = '#';

    /// <summary>Keys that work although no option has them: <c>*</c> back, <c>9</c> end, <c>0</c> a person, <c>#</c> further options.</summary>
    public string Standing { get; init; } = "";

    public IReadOnlyList<MenuOption[]> Groups => [.. Options.Chunk(MostOptions)];

    /// <summary>Each option's key, each standing one, and one that is neither: the classes of answer there are.</summary>
    public IReadOnlyList<string> Classes
    {
        get
        {
            var keys = string.Concat(Options.Select(option => option.Key)) + Standing;
            var nonsense = "#1234567890*".First(key => !keys.Contains(key, StringComparison.Ordinal));
            return [.. keys.Append(nonsense).Select(key => key.ToString())];
        }
    }

    /// <summary>What was keyed, as a decision; null when the menu has no such key.</summary>
    public Choice? Read(Entry entry)
    {
        if (entry.Digits.Length != 1) return null;
        var key = entry.Digits[0];
        if (Options.Any(option => option.Key == key)) return new Choice(Turn.Onward, key);
        if (!Standing.Contains(key, StringComparison.Ordinal)) return null;
        return new Choice(key switch
        {
            BackKey => Turn.Back,
            EndKey => Turn.End,
            MoreKey => Turn.More,
            _ => Turn.Person,
        });
    }
}
