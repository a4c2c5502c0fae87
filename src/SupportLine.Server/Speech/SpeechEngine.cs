using System.Diagnostics;

namespace SupportLine.Server.Speech;

/// <summary>A speech program run as a child with a time limit: never within this process, which it could bring down.</summary>
/// <param name="Name">The program.</param>
internal sealed record SpeechEngine(string Name)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Whether the program is installed.</summary>
    public bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, Name)));

    /// <summary>Whether it speaks a language.</summary>
    public bool Speaks(string language) => Name switch
    {
        "flite" => language.StartsWith("en", StringComparison.Ordinal),
        "pico2wave" => PicoVoice(language) is not null,
        _ => true,
    };

    /// <summary>Writes a WAV of the text; false when the program failed or took too long.</summary>
    public async Task<bool> SpeakAsync(string language, string text, string path, CancellationToken ct)
    {
        string[] arguments = Name switch
        {
            "flite" => ["-voice", "rms", "-t", text, "-o", path],
            "pico2wave" => ["-l", PicoVoice(language)!, "-w", path, "--", language == "es-MX" ? SpeechText.Seseo(text) : text],
            _ => ["-v", language == "es-MX" ? "es-419" : language, "-w", path, text],
        };
        return await RunAsync(Name, arguments, Limit, ct) == 0 && new FileInfo(path) is { Exists: true, Length: > 44 };
    }

    /// <summary>Runs a program to its end and gives its exit code; -1 when it was not there or took too long.</summary>
    public static async Task<int> RunAsync(string program, IEnumerable<string> arguments, TimeSpan limit, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(limit);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(timeout.Token),
                process.StandardError.ReadToEndAsync(timeout.Token),
                process.WaitForExitAsync(timeout.Token));
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return -1;
        }
    }

    private static string? PicoVoice(string language) => language.Split('-')[0] switch
    {
        "es" => "es-ES",
        "fr" => "fr-FR",
        "it" => "it-IT",
        "de" => "de-DE",
        "en" => language == "en-GB" ? "en-GB" : "en-US",
        _ => null,
    };
}
