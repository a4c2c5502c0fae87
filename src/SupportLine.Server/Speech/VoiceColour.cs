namespace SupportLine.Server.Speech;

/// <summary>What makes an engine's voice clear on a telephone.</summary>
internal static class VoiceColour
{
    /// <summary>Filters in order, at 16 kHz.</summary>
    public static IReadOnlyList<Biquad> Of(string engine) => engine switch
    {
        // Pico is dark: thinned where it booms, lifted where the telephone hears.
        "pico2wave" => [Biquad.HighPass(150), Biquad.Peak(440, 0.67, -10), Biquad.Treble(2400, 12)],
        _ => [Biquad.HighPass(100)],
    };
}
