namespace SupportLine.Tests.Domain;

/// <summary>Finds the repository's own files from wherever the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Lines => Path.Combine(Root, "lines");

    /// <summary>The tables this repository was begun from, beside it where they are present.</summary>
    public static string? Shared(string name) =>
        new[] { Path.Combine(Root, "..", "shared", name), Path.Combine(Root, "shared", name) }.FirstOrDefault(File.Exists);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SupportLine.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
