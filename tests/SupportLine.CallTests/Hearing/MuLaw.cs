namespace SupportLine.CallTests.Hearing;

/// <summary>
/// Decoded mu-law by the definition of G.711's table 2a, computed here from its decision values: not the service's own path.
/// </summary>
internal static class MuLaw
{
    private static readonly short[] Table = [.. Enumerable.Range(0, 256).Select(Decode)];

    public static short ToLinear(byte code) => Table[code];

    /// <summary>The code whose value is nearest.</summary>
    public static byte FromLinear(short sample)
    {
        var nearest = 0;
        for (var code = 1; code < Table.Length; code++)
        {
            if (Math.Abs(Table[code] - sample) < Math.Abs(Table[nearest] - sample))
            {
                nearest = code;
            }
        }

        return (byte)nearest;
    }

    private static short Decode(int code)
    {
        var chord = 7 - ((code >> 4) & 7);
        var step = 15 - (code & 15);
        var value = ((step * 2) + 33) * (1 << chord);
        var sample = (value - 33) * 4;
        return (short)((code & 0x80) != 0 ? sample : -sample);
    }
}
