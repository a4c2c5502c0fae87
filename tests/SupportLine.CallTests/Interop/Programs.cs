using System.Diagnostics;
using SupportLine.Tests.Shared;

namespace SupportLine.CallTests.Interop;

/// <summary>Programs of other people's, as peers.</summary>
internal static class Programs
{
    /// <summary>Skips the test, saying why, where a program is not installed.</summary>
    public static void Need(string program, string package) => Skip.IfNot(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))),
        $"{program} is not installed (Debian: {package})");

    /// <summary>The repository's folder of that name.</summary>
    public static string Folder(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SupportLine.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests", name);
    }

    /// <summary>A port that is free, and that nobody takes before the program does.</summary>
    public static int FreePort() => FreePorts.Next();

    public static Process Start(string program, string workingDirectory, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
