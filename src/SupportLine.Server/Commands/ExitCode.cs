namespace SupportLine.Server.Commands;

/// <summary>What a verb's process returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It was asked for properly and did not work out: the reason is on standard error.</summary>
    public const int Failed = 1;

    /// <summary>Settings, files or arguments are wrong: nothing was begun.</summary>
    public const int Wrong = 2;

    /// <summary>What was named is not there.</summary>
    public const int NotFound = 3;

    /// <summary>Somebody else changed it first; look again.</summary>
    public const int Conflict = 4;
}
