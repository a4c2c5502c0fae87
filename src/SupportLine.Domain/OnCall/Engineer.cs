using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>Somebody who can be on call.</summary>
/// <param name="Id">Short key: <c>lucia</c>.</param>
/// <param name="Name">As spoken and shown.</param>
/// <param name="Targets">Where to phone, in order.</param>
/// <param name="Language">BCP 47.</param>
public sealed record Engineer(string Id, string Name, IReadOnlyList<EngineerTarget> Targets, string Language)
{
    /// <summary>Where alerts are mailed to; null for nowhere.</summary>
    public string? Email { get; init; }

    /// <summary>
    /// The telephones to ring at a local time, in order. Quiet times give way where they would leave none: whoever is on call
    /// is rung.
    /// </summary>
    public IReadOnlyList<EngineerTarget> TargetsAt(LocalDateTime at)
    {
        var loud = Targets.Where(target => !target.IsQuiet(at)).ToList();
        return loud.Count > 0 ? loud : Targets;
    }
}
