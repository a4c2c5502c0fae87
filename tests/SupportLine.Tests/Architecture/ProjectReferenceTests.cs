using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Architecture;

/// <summary>Who may know of whom.</summary>
public sealed class ProjectReferenceTests
{
    [Theory]
    [InlineData("SupportLine.Server", "SupportLine.Domain SupportLine.Ivr SupportLine.Storage SupportLine.Telephony")]
    [InlineData("SupportLine.Ivr", "SupportLine.Domain SupportLine.Telephony")]
    [InlineData("SupportLine.Storage", "SupportLine.Domain")]
    [InlineData("SupportLine.Telephony", "")]
    [InlineData("SupportLine.Domain", "")]
    public void A_project_references_exactly_what_it_may(string project, string expected)
    {
        var file = XDocument.Load(Path.Combine(RepositoryFiles.Root, "src", project, $"{project}.csproj"));
        var references = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', references));
    }

    [Fact]
    public void Every_project_of_the_product_is_judged() => Assert.Equal(
        ["SupportLine.Domain", "SupportLine.Ivr", "SupportLine.Server", "SupportLine.Storage", "SupportLine.Telephony"],
        Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void The_conversation_knows_calls_and_nothing_else_of_telephony()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "SupportLine.Ivr.dll"));
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        var strangers = reader.TypeReferences.Select(reader.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference
                && reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == "SupportLine.Telephony")
            .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}")
            .Where(name => !name.StartsWith("SupportLine.Telephony.Calls.", StringComparison.Ordinal));
        Assert.Empty(strangers);
    }
}
