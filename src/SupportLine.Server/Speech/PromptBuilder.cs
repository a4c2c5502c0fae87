using System.Collections.Concurrent;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Speech;

/// <summary>Makes the audio of a catalogue by an engine, stored as G.722. Only what has changed is made again.</summary>
/// <param name="folder">The prompts' folder.</param>
/// <param name="told">Where progress goes.</param>
internal sealed class PromptBuilder(string folder, TextWriter told)
{
    /// <summary>Name of the list of what each file was made from.</summary>
    private const string Manifest = "manifest.tsv";

    /// <summary>Builds one language; false when a prompt could not be made.</summary>
    /// <exception cref="SpeechException">The catalogue cannot be used.</exception>
    public async Task<bool> BuildAsync(string language, CancellationToken ct)
    {
        var place = Path.Combine(folder, language);
        var engine = SpeechEngine.For(language);
        var before = await ReadManifestAsync(place, ct);
        var wanted = CatalogueWords.Read(folder, language)
            .Where(prompt => !File.Exists(Path.Combine(place, prompt.Key + ".wav")))
            .Select(prompt => PromptRecipe.Of(language, prompt))
            .ToList();
        var changed = wanted.Where(recipe => before.GetValueOrDefault(recipe.Key) != recipe.Fingerprint(engine) || !File.Exists(Audio(place, recipe.Key))).ToList();
        var failed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            changed,
            new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (recipe, token) =>
            {
                if (await MakeAsync(engine, language, recipe, token) is { } samples)
                {
                    await File.WriteAllBytesAsync(Audio(place, recipe.Key), Sound.ToG722(samples), token);
                }
                else
                {
                    failed.Add(recipe.Key);
                }
            });
        foreach (var orphan in Directory.EnumerateFiles(place, "*.g722").Except(wanted.Select(recipe => Audio(place, recipe.Key))))
        {
            File.Delete(orphan);
        }

        var lines = wanted.Where(recipe => !failed.Contains(recipe.Key)).Select(recipe => $"{recipe.Key}\t{recipe.Fingerprint(engine)}");
        await File.WriteAllLinesAsync(Path.Combine(place, Manifest), lines, ct);
        foreach (var key in failed.Order(StringComparer.Ordinal))
        {
            await told.WriteLineAsync($"{language}/{key}: {engine.Name} made no speech of it");
        }

        await told.WriteLineAsync($"{language}: {wanted.Count} prompts, {changed.Count - failed.Count} made now, {failed.Count} failed");
        return failed.IsEmpty;
    }

    private static string Audio(string place, string key) => Path.Combine(place, key + ".g722");

    private static async Task<short[]?> MakeAsync(SpeechEngine engine, string language, PromptRecipe recipe, CancellationToken ct)
    {
        if (await engine.RawAsync(language, recipe.Text, ct) is not { } raw)
        {
            return null;
        }

        var kept = recipe.IsCut ? SpeechShape.BeforeLastPause(raw).ToArray() : raw;
        return SpeechShape.Finish(kept, VoiceColour.Of(engine.Name), recipe.LeadIn, recipe.LeadOut);
    }

    private static async Task<Dictionary<string, string>> ReadManifestAsync(string place, CancellationToken ct)
    {
        var path = Path.Combine(place, Manifest);
        var lines = File.Exists(path) ? await File.ReadAllLinesAsync(path, ct) : [];
        return lines.Select(line => line.Split('\t')).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);
    }
}
