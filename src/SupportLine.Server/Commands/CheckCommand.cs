using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Server.Hosting;

namespace SupportLine.Server.Commands;

/// <summary><c>check</c>: settings, line files and prompts, without starting anything.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var check = new Command("check", "Validates settings, line files and prompts.");
        check.SetAction(parsed =>
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

                return ExitCode.Done;
            }
            catch (StartException e)
            {
                Console.Error.WriteLine(e.Message);
                return ExitCode.Wrong;
            }
        });
        return check;
    }
}
