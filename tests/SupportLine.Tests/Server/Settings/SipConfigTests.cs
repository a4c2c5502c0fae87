using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using SupportLine.Server.Settings;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Telephony.Sip.Transport;

namespace SupportLine.Tests.Server.Settings;

/// <summary>What a reader copies from <c>sip-config/</c> and the operator's page is read by the service as it stands.</summary>
public sealed partial class SipConfigTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "sip-config");

    public static TheoryData<string, int> Examples
    {
        get
        {
            var examples = new TheoryData<string, int>();
            string[] guides = [.. Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal), Path.Combine(RepositoryFiles.Root, "docs", "operating-sip.md")];
            foreach (var file in guides)
            {
                for (var i = 0; i < Blocks(file).Count; i++) examples.Add(Path.GetRelativePath(RepositoryFiles.Root, file), i);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_settings_of_an_example_are_taken_as_they_stand(string file, int block)
    {
        var path = Path.Combine(RepositoryFiles.Root, file);
        using var certificates = new TestCertificates();
        var json = Blocks(path)[block]
            .Replace("/etc/supportline/fullchain.pem", certificates.Options.CertificateFile, StringComparison.Ordinal)
            .Replace("/etc/supportline/privkey.pem", certificates.Options.KeyFile, StringComparison.Ordinal)
            .Replace("/etc/supportline/clients.pem", certificates.AuthorityFile, StringComparison.Ordinal);
        var settings = SettingsReader.Read(
            new ConfigurationBuilder()
                .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
                .AddInMemoryCollection(Passwords(json, File.ReadAllText(path)))
                .AddInMemoryCollection([new("Lines", Path.GetTempPath()), new("Prompts", Path.GetTempPath())])
                .Build(),
            out var mistakes);
        Assert.Empty(mistakes);
        Assert.NotNull(settings);
    }

    [Fact]
    public void Every_product_that_is_promised_has_an_example()
    {
        var examples = Examples.Select(example => ((string)example[0]).Split(Path.DirectorySeparatorChar)[^2]).ToHashSet();
        Assert.Superset(new HashSet<string> { "any-carrier", "asterisk-freepbx", "3cx", "twilio", "telnyx", "kamailio", "softphone", "tls" }, examples);
    }

    [Fact]
    public void Every_example_says_first_what_was_tried()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "README.md", SearchOption.AllDirectories).Where(file => Path.GetDirectoryName(file) != Folder))
        {
            var first = string.Join('\n', File.ReadLines(file).Skip(2).Take(4));
            Assert.True(first.Contains("ried", StringComparison.Ordinal), $"{file} does not say what was tried");
        }
    }

    [Fact]
    public void Every_key_of_a_trunk_is_explained()
    {
        var explained = File.ReadAllText(Path.Combine(Folder, "any-carrier", "README.md"));
        var keys = SettingsReader.KnownKeys.Where(key => key.StartsWith("Sip:Trunks:*:", StringComparison.Ordinal) && !key.EndsWith(":*", StringComparison.Ordinal)).Select(key => key.Split(':')[^1]).ToList();
        Assert.True(keys.Count > 15, $"{keys.Count} keys");
        Assert.DoesNotContain(keys, key => !explained.Contains($"`{key}`", StringComparison.Ordinal));
    }

    /// <summary>A password stands in the environment, by the variable that the example names.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Passwords(string json, string text)
    {
        var trunks = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build().GetSection("Sip:Trunks").GetChildren();
        return trunks.Where(trunk => trunk["Username"] is not null && text.Contains(string.Create(CultureInfo.InvariantCulture, $"`SUPPORTLINE_Sip__Trunks__{trunk.Key}__Password`"), StringComparison.Ordinal))
            .Select(trunk => new KeyValuePair<string, string?>($"{trunk.Path}:Password", "s3cret"));
    }

    private static List<string> Blocks(string file) => [.. JsonBlock().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("^```json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex JsonBlock();
}
