using System.Collections.Concurrent;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Hearing;

/// <summary>Prompts as they should sound on the telephone, for comparison.</summary>
internal static class PromptSounds
{
    private static readonly ConcurrentDictionary<string, float[][]> Known = new();

    /// <summary>The prompt in each of the four ways its samples can fall onto the ear's slower ones.</summary>
    public static float[][] Of(string language, string key) => Known.GetOrAdd($"{language}/{key}", static path =>
    {
        var narrow = Narrow(path);
        return [.. Enumerable.Range(0, Band.Step).Select(shift => Shifted(narrow, shift))];
    });

    /// <summary>The prompt in mu-law, to be said.</summary>
    public static byte[] CodesOf(string language, string key) => [.. Narrow($"{language}/{key}").Select(MuLaw.FromLinear)];

    /// <summary>To 8 kHz by pairs: the comparison looks at what lies far below.</summary>
    private static short[] Narrow(string path)
    {
        var master = Sound.Load(path, Path.Combine(AppContext.BaseDirectory, "prompts", path + ".g722")).Master;
        var narrow = new short[master.Length / 2];
        for (var i = 0; i < narrow.Length; i++)
        {
            narrow[i] = (short)((master[2 * i] + master[(2 * i) + 1]) / 2);
        }

        return narrow;
    }

    private static float[] Shifted(short[] narrow, int shift)
    {
        var band = new List<float>();
        new Band().Take([.. new short[shift], .. narrow], band);
        return [.. band];
    }
}
