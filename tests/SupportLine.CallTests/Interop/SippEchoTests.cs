using System.Globalization;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Interop;

/// <summary>SIPp as an agent who says back what is said to it: the caller hears its own words, through both legs.</summary>
public sealed class SippEchoTests
{
    [SkippableFact]
    public async Task What_the_caller_says_to_an_agent_that_echoes_comes_back()
    {
        Programs.Need("sipp", "sip-tester");
        var folder = Directory.CreateTempSubdirectory("sipp");
        var port = Programs.FreePort();
        using var sipp = Programs.Start(
            "sipp", folder.FullName, "-sn", "uas", "-i", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture),
            "-mp", Programs.FreePort().ToString(CultureInfo.InvariantCulture), "-rtp_echo", "-nostdin");
        var output = Task.WhenAll(sipp.StandardOutput.ReadToEndAsync(), sipp.StandardError.ReadToEndAsync());
        try
        {
            await using var site = await TestSite.StartAsync(
                TestSite.Day, [], [], null,
                line: line => line.Replace("sip:helpdesk@127.0.0.1:5070", $"sip:agent@127.0.0.1:{port}", StringComparison.Ordinal));
            await using var phone = await site.CallsIdentifiedAsync();
            await phone.PressesAsync("0");
            await phone.HearsAsync("folio.is");
            await phone.HearsAsync("folio.repeat");
            await phone.PressesAsync("2");
            await phone.HearsAsync("agent.connecting");

            // Nobody says this on the line: it is heard when it has been there and back.
            await phone.SaysUntilAsync("announcement.maintenance", phone.HearsAsync("announcement.maintenance"));
        }
        finally
        {
            sipp.Kill();
            await sipp.WaitForExitAsync();
            await output;
            folder.Delete(recursive: true);
        }
    }
}
