using System.Net;

namespace SupportLine.CallTests.Interop;

/// <summary>Runs a scenario of <c>tests/interop</c> with SIPp.</summary>
internal static class Sipp
{
    /// <summary>Runs it once to its end; fails with SIPp's own words when it did not go as written.</summary>
    /// <param name="scenario">File name without <c>.xml</c>.</param>
    /// <param name="service">Where to.</param>
    /// <param name="more">Further arguments, as <c>-s 5000</c> or <c>-t t1</c>.</param>
    public static async Task RunAsync(string scenario, IPEndPoint service, params string[] more) =>
        await RunXmlAsync(await File.ReadAllTextAsync(Path.Combine(Programs.Folder("interop"), scenario + ".xml")), scenario, service, more);

    /// <summary>The same for a scenario in SIPp's own words.</summary>
    public static async Task RunXmlAsync(string xml, string scenario, IPEndPoint service, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("sipp");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "scenario.xml"), xml);
        var local = service.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "[::1]" : "127.0.0.1";
        using var sipp = Programs.Start(
            "sipp",
            folder.FullName,
            [service.ToString(), "-i", local, "-sf", "scenario.xml", "-m", "1", "-nostdin", "-timeout", "60", "-timeout_error", "-trace_err", "-trace_msg", "-message_file", "messages", "-error_file", "errors", .. more]);
        var output = Task.WhenAll(sipp.StandardOutput.ReadToEndAsync(), sipp.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await sipp.WaitForExitAsync(patience.Token);
        await output;
        Assert.True(sipp.ExitCode == 0, $"SIPp ended {scenario} with {sipp.ExitCode}: {Text(folder, "errors")}\n{Text(folder, "messages")}");
        folder.Delete(recursive: true);
    }

    private static string Text(DirectoryInfo folder, string file)
    {
        var path = Path.Combine(folder.FullName, file);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }
}
