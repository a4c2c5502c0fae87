namespace SupportLine.Tests.Shared;

/// <summary>Test vectors lie beside the checkout, in <c>../shared/vectors</c>; a test that needs them skips without.</summary>
internal static class VectorFiles
{
    public static byte[] Read(string name)
    {
        var path = Path.Combine(Folder(), name);
        Skip.IfNot(File.Exists(path), $"test vector {name} is not present beside the checkout");
        return File.ReadAllBytes(path);
    }

    public static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SupportLine.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "vectors");
    }
}
