using SupportLine.CallTests.Sites;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Interop;

/// <summary>SIPp walks the menu.</summary>
public sealed class SippTests
{
    /// <summary>SIPp presses by the clock and not by ear: where the machine was too busy for it, it calls again.</summary>
    private const int MostCalls = 3;

    [SkippableFact]
    public async Task Sipp_presses_its_way_to_a_ticket()
    {
        Programs.Need("sipp", "sip-tester");

        // Its digits come from a socket of its own, as root alone may send them: SIPp's raw packets.
        Skip.IfNot(Environment.IsPrivilegedProcess, "SIPp sends digits through a raw socket, which needs root");
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [], null);
        IReadOnlyList<Ticket> raised = [];
        for (var calls = 0; calls < MostCalls && raised.Count == 0; calls++)
        {
            await CallAsync(site);
            var tickets = await site.Service.Site.Tickets.ListAsync(new TicketFilter(), default);
            raised = [.. tickets.Where(ticket => (ticket.OrganisationId, ticket.RequestType) == ("aceros", "alta"))];
        }

        Assert.True(raised.Count == 1, await site.StoryAsync());
    }

    private static async Task CallAsync(TestSite site)
    {
        var folder = Directory.CreateTempSubdirectory("sipp");
        using var sipp = Programs.Start(
            "sipp", folder.FullName, site.Address.ToString(), "-i", "127.0.0.1", "-sf", Path.Combine(Programs.Folder("interop"), "caller.xml"),
            "-m", "1", "-nostdin", "-timeout", "100", "-mp", "32100");
        var output = sipp.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(150));
        await sipp.WaitForExitAsync(patience.Token);
        await output;
        folder.Delete(recursive: true);
    }
}
