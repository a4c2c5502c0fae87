using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>One telephone of an engineer.</summary>
/// <param name="Address">SIP URI or number.</param>
/// <param name="Quiet">When it is not rung; empty for never.</param>
public sealed record EngineerTarget(string Address, IReadOnlyList<QuietTime> Quiet)
{
    public static implicit operator EngineerTarget(string address) => FromString(address);

    /// <summary>A telephone that may be rung at any time.</summary>
    public static EngineerTarget FromString(string address) => new(address, []);

    public bool IsQuiet(LocalDateTime at) => Quiet.Any(time => time.Covers(at));
}
