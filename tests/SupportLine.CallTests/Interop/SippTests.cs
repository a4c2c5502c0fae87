using SupportLine.CallTests.Sites;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Interop;

/// <summary>SIPp walks the menu.</summary>
public sealed class SippTests
{
    [SkippableFact]
    public async Task Sipp_presses_its_way_to_a_ticket()
    {
        Programs.Need("sipp", "sip-tester");
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [], null);
        var folder = Directory.CreateTempSubdirectory("sipp");

        // Its digits come from a socket of its own, as root alone may send them: SIPp's raw packets.
        Skip.IfNot(Environment.IsPrivilegedProcess, "SIPp sends digits through a raw socket, which needs root");
        using var sipp = Programs.Start(
            "sipp", folder.FullName, site.Address.ToString(), "-i", "127.0.0.1", "-sf", Path.Combine(Programs.Folder("interop"), "caller.xml"),
            "-m", "1", "-nostdin", "-timeout", "100", "-mp", "36000");
        var output = sipp.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(110));
        await sipp.WaitForExitAsync(patience.Token);

        var tickets = await site.Service.Site.Tickets.ListAsync(new TicketFilter(), default);
        Assert.True(tickets.Count == 1, $"{tickets.Count} tickets; SIPp ended with {sipp.ExitCode}: {(await output)[^1500..]}");
        Assert.Equal(("aceros", "alta"), (tickets[0].OrganisationId, tickets[0].RequestType));
        folder.Delete(recursive: true);
    }
}
