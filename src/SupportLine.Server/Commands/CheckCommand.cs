using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Ivr.Exploration;
using SupportLine.Server.Hosting;

namespace SupportLine.Server.Commands;

/// <summary>
/// <c>check</c>: settings, line files and prompts, and whom an emergency would find on call, without starting anything; with <c>--map</c> the whole conversation of
/// each line is drawn into a folder, as a picture and as text.
/// </summary>
internal static class CheckCommand
{
    /// <summary>Calls played in each situation for a map: the shortest, which come through every question; <c>explore</c> plays them all.</summary>
    private const int PathsOfAMap = 10_000;

    public static Command Create()
    {
        var map = new Option<DirectoryInfo?>("--map") { Description = "Draw each line's conversation into this folder: LINE.svg and LINE.txt." };
        var check = new Command("check", "Validates settings, line files and prompts, and tells when an emergency would find nobody on call.") { map };
        check.SetAction(async (parsed, ct) =>
        {
            if (SettingsOption.Read(parsed) is not { } settings)
            {
                return ExitCode.Wrong;
            }

            try
            {
                var materials = Materials.Load(settings, NullLoggerFactory.Instance);
                foreach (var line in materials.Lines.Lines)
                {
                    Console.WriteLine($"{line.Id}: {line.Title}, {string.Join(" ", line.Numbers.Select(number => number.Number))}, {string.Join(" ", line.Languages)}: good");
                }

                if (settings.Sip.Tls?.Examine() is { } until)
                {
                    Console.WriteLine($"certificate {settings.Sip.Tls.CertificateFile}: good until {until.UtcDateTime:yyyy-MM-dd}{(until < TimeProvider.System.GetUtcNow() ? ", which has passed: peers that check it will refuse it" : "")}");
                }

                await RotaCheck.ReportAsync(settings, materials.Lines, ct);
                return parsed.GetValue(map) is { } folder ? Draw(materials, folder) : ExitCode.Done;
            }
            catch (StartException e)
            {
                Console.Error.WriteLine(e.Message);
                return ExitCode.Wrong;
            }
        });
        return check;
    }

    private static int Draw(Materials materials, DirectoryInfo folder)
    {
        folder.Create();
        foreach (var line in materials.Lines.Lines)
        {
            var report = LineExploration.Of(line, materials.Prompts, PathsOfAMap);
            var map = report.Map;
            var picture = Path.Combine(folder.FullName, $"{line.Id}.svg");
            var text = Path.ChangeExtension(picture, ".txt");
            File.WriteAllText(picture, MapDrawing.Of(map));
            File.WriteAllText(text, MapText.Of(map));
            Console.WriteLine($"{line.Id}: {map.Places.Count(place => !place.IsEnding)} questions, {map.Places.Count(place => place.IsEnding)} endings, drawn in {picture} and {text}{(report.IsComplete ? "" : $", after the shortest {PathsOfAMap} calls of each situation")}");
        }

        return ExitCode.Done;
    }
}
