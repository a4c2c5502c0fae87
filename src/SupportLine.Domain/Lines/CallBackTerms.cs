using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>How callers who wait are called back instead.</summary>
/// <param name="Prefixes">Beginnings, in E.164, of the numbers that may be phoned: what it costs is the operator's.</param>
/// <param name="Attempts">How often a customer is phoned who does not answer.</param>
/// <param name="Delay">Between two attempts.</param>
public sealed record CallBackTerms(IReadOnlyList<string> Prefixes, int Attempts, Duration Delay)
{
    public const int UsualAttempts = 3;

    public static readonly Duration UsualDelay = Duration.FromMinutes(5);

    /// <summary>Whether a number, in E.164, may be phoned.</summary>
    public bool MayPhone(string number) => Prefixes.Any(prefix => number.StartsWith(prefix, StringComparison.Ordinal));
}
