using System.CommandLine;
using SupportLine.Server.Hosting;
using SupportLine.Server.Settings;

namespace SupportLine.Server.Commands;

/// <summary>The <c>--set</c> that every verb takes, and the settings it comes to.</summary>
internal static class SettingsOption
{
    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting, Key=Value; wins over the environment and appsettings.json.",
        Recursive = true,
    };

    /// <summary>The settings, or every mistake told on standard error and null.</summary>
    public static SiteSettings? Read(ParseResult parsed)
    {
        var configuration = SiteConfiguration.Build(parsed.GetValue(Set) ?? [], out var mistake);
        if (configuration is null)
        {
            Console.Error.WriteLine(mistake);
            return null;
        }

        var settings = SettingsReader.Read(configuration, out var mistakes);
        foreach (var wrong in mistakes)
        {
            Console.Error.WriteLine(wrong);
        }

        return settings;
    }
}
