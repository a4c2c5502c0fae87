namespace SupportLine.Telephony.Calls;

/// <summary>What was keyed.</summary>
/// <param name="Digits">The keys, terminator excluded; empty after silence.</param>
/// <param name="End">Why the entry ended.</param>
public readonly record struct Entry(string Digits, EntryEnd End)
{
    /// <summary>Not one key was pressed.</summary>
    public bool IsSilence => End == EntryEnd.TimedOut && Digits.Length == 0;
}
