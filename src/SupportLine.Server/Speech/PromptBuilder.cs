using System.Security.Cryptography;
using System.Text;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Speech;

/// <summary>
/// Makes the audio of a catalogue: an engine's speech, trimmed, filtered and levelled by sox, stored as G.722. Only what
/// has changed is made again.
/// </summary>
internal sealed class PromptBuilder(string folder, TextWriter told)
{
    /// <summary>Name of the list of what each file was made from.</summary>
    private const string Manifest = "manifest.tsv";

    private static readonly TimeSpan SoxLimit = TimeSpan.FromSeconds(20);

    private static readonly string[] Trim = ["silence", "1", "0.02", "0.3%", "reverse", "silence", "1", "0.02", "0.3%", "reverse"];

    /// <summary>Builds one language; false when a prompt could not be made.</summary>
    public async Task<bool> BuildAsync(string language, CancellationToken ct)
    {
        var place = Path.Combine(folder, language);
        var made = await ReadManifestAsync(place, ct);
        var wanted = CatalogueWords.Read(folder, language);
        var engine = new SpeechEngine(language.StartsWith("en", StringComparison.Ordinal) ? "flite" : "pico2wave");
        var failed = 0;
        var built = 0;
        await Parallel.ForEachAsync(
            wanted.Where(prompt => made.GetValueOrDefault(prompt.Key) != Fingerprint(engine, prompt) || !File.Exists(Audio(place, prompt.Key))),
            new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (prompt, token) =>
            {
                if (await MakeAsync(engine, language, prompt, Audio(place, prompt.Key), token))
                {
                    Interlocked.Increment(ref built);
                }
                else
                {
                    Interlocked.Increment(ref failed);
                    await told.WriteLineAsync($"{language}/{prompt.Key}: {engine.Name} and sox made no sound of it");
                }
            });
        foreach (var orphan in Directory.EnumerateFiles(place, "*.g722").Where(path => wanted.All(prompt => Audio(place, prompt.Key) != path)))
        {
            File.Delete(orphan);
        }

        var lines = wanted.Where(prompt => File.Exists(Audio(place, prompt.Key))).Select(prompt => $"{prompt.Key}\t{Fingerprint(engine, prompt)}");
        await File.WriteAllLinesAsync(Path.Combine(place, Manifest), lines, ct);
        await told.WriteLineAsync($"{language}: {wanted.Count} prompts, {built} made now, {failed} failed");
        return failed == 0;
    }

    private static string Audio(string place, string key) => Path.Combine(place, key + ".g722");

    private static string[] Chain(string engine, string key)
    {
        // Pico is dark: thinned where it booms, lifted where the telephone hears. Pieces join, so they get no padding.
        string[] colour = engine == "pico2wave" ? ["highpass", "120", "equalizer", "440", "0.67q", "-8", "treble", "+10", "2600"] : ["highpass", "100"];
        string[] pad = key.StartsWith("piece.", StringComparison.Ordinal) ? ["pad", "0.01", "0.03"] : ["pad", "0.04", "0.12"];
        return [.. colour, .. Trim, "gain", "-n", "-6.5", .. pad];
    }

    private static string Fingerprint(SpeechEngine engine, CatalogueWord prompt)
    {
        var recipe = $"{engine.Name}|{string.Join(' ', Chain(engine.Name, prompt.Key))}|{prompt.Say}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..16];
    }

    private static async Task<bool> MakeAsync(SpeechEngine engine, string language, CatalogueWord prompt, string target, CancellationToken ct)
    {
        var work = Directory.CreateTempSubdirectory("prompt");
        try
        {
            var raw = Path.Combine(work.FullName, "raw.wav");
            var levelled = Path.Combine(work.FullName, "levelled.wav");
            string[] sox = [raw, "-r", "16000", "-b", "16", "-c", "1", levelled, .. Chain(engine.Name, prompt.Key)];
            if (!await engine.SpeakAsync(language, prompt.Say, raw, ct) || await SpeechEngine.RunAsync("sox", sox, SoxLimit, ct) != 0)
            {
                return false;
            }

            var sound = Sound.Load(prompt.Key, levelled);
            await File.WriteAllBytesAsync(target, Sound.ToG722(sound.Master), ct);
            return true;
        }
        catch (SoundFormatException)
        {
            return false;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task<Dictionary<string, string>> ReadManifestAsync(string place, CancellationToken ct)
    {
        var path = Path.Combine(place, Manifest);
        var lines = File.Exists(path) ? await File.ReadAllLinesAsync(path, ct) : [];
        return lines.Select(line => line.Split('\t')).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);
    }
}
