using System.Globalization;
using System.Text.RegularExpressions;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Architecture;

/// <summary>What operators filter their logs by.</summary>
public sealed partial class LogEventTests
{
    [Fact]
    public void An_events_number_means_one_thing()
    {
        var numbers = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Event().Matches(File.ReadAllText(file)).Select(match => (Number: int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), File: file)))
            .ToLookup(each => each.Number, each => each.File);
        Assert.True(numbers.Count > 50);
        Assert.All(numbers, number => Assert.Single(number));
    }

    [GeneratedRegex(@"\[LoggerMessage\((\d+),")]
    private static partial Regex Event();
}
