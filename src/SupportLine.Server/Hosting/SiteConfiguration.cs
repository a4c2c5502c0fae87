using Microsoft.Extensions.Configuration;

namespace SupportLine.Server.Hosting;

/// <summary>Where settings come from; what stands later wins.</summary>
internal static class SiteConfiguration
{
    /// <summary>Prefix of environment variables: <c>SUPPORTLINE_Sip__Listen</c>.</summary>
    public const string Prefix = "SUPPORTLINE_";

    /// <summary><c>appsettings.json</c> of the working folder, the environment, then <c>--set</c>.</summary>
    /// <param name="sets">Each <c>Key=Value</c>.</param>
    /// <param name="mistake">One line when a <c>--set</c> is not of that form or the file cannot be read.</param>
    public static IConfiguration? Build(IReadOnlyList<string> sets, out string? mistake)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var set in sets)
        {
            var split = set.IndexOf('=', StringComparison.Ordinal);
            if (split < 1)
            {
                mistake = $"--set {set}: not of the form Key=Value";
                return null;
            }

            pairs[set[..split].Trim()] = set[(split + 1)..];
        }

        try
        {
            mistake = null;
            return new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables(Prefix)
                .AddInMemoryCollection(pairs)
                .Build();
        }
        catch (InvalidDataException e)
        {
            mistake = $"appsettings.json: {e.InnerException?.Message ?? e.Message}";
            return null;
        }
    }
}
