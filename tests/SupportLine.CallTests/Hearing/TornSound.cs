namespace SupportLine.CallTests.Hearing;

/// <summary>
/// Looks for a prompt in what a peer wrote, whose jitter buffer on a busy machine leaves out or puts in a packet or two: of the
/// prompt's pieces, a tear spoils the one it falls into and moves the next ones.
/// Prompts that share two of their first pieces are not told apart.
/// </summary>
internal static class TornSound
{
    /// <summary>Pieces of 400 ms, of which all but one have to be whole.</summary>
    private const int Pieces = 3;

    private const int Piece = 4 * Band.Rate / 10;

    /// <summary>How far tears may move one piece from the next: 150 ms.</summary>
    private const int Slip = 15 * Band.Rate / 100;

    public static void AssertHeard(short[] heard, string key, string what)
    {
        var band = new List<float>();
        new Band().Take(heard, band);
        var alike = Alike([.. band], PromptSounds.Of("es-MX", key));
        Assert.True(alike >= Ear.Alike, $"'{key}' was not heard in {what}; the most alike was {alike:0.00} in {(double)band.Count / Band.Rate:0.0} s of sound");
    }

    /// <summary>How alike the second most torn of the pieces is where all of them lie best.</summary>
    public static float Alike(float[] heard, float[][] sound)
    {
        var best = 0f;
        for (var start = 0; start + (Pieces * Piece) <= heard.Length; start += Slip)
        {
            var scores = Enumerable.Range(0, Pieces).Select(piece => Near(heard, sound, start, piece)).Order().ToArray();
            best = Math.Max(best, scores[1]);
        }

        return best;
    }

    private static float Near(float[] heard, float[][] sound, int start, int piece)
    {
        var from = Math.Max(0, start + (piece * Piece) - Slip);
        var to = Math.Min(heard.Length, start + ((piece + 1) * Piece) + Slip);
        return sound.Max(shift => Ear.Best(heard.AsSpan(from..to), shift.AsSpan(piece * Piece, Piece)).Score);
    }
}
