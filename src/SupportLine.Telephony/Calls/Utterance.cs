namespace SupportLine.Telephony.Calls;

/// <summary>Sounds spoken one after the other without a gap between them.</summary>
/// <param name="Sounds">In order; may be empty, which is silence of no length.</param>
public sealed record Utterance(IReadOnlyList<Sound> Sounds)
{
    public static readonly Utterance Nothing = new([]);

    public TimeSpan Duration => Sounds.Aggregate(TimeSpan.Zero, (sum, sound) => sum + sound.Duration);

    public static Utterance operator +(Utterance left, Utterance right) => Add(left, right);

    public static Utterance Add(Utterance left, Utterance right) => new([.. left.Sounds, .. right.Sounds]);
}
