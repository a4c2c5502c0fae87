using System.Globalization;
using System.Net;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// SIPp phones the service over a bad line: what <c>LossTests</c> show in virtual time, by sockets and another's timers. Called it
/// would show nothing: an INVITE that comes twice makes SIPp stop repeating its 200.
/// </summary>
public sealed class LossyLineTests
{
    private const int Calls = 25;

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_call_is_answered_and_ended_at_both_ends(int seed)
    {
        Programs.Need("sipp", "sip-tester");
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [], null);
        var peer = new IPEndPoint(IPAddress.Loopback, Programs.FreePort());
        await using var line = new LossyLine(site.Address, peer, seed);

        await Sipp.RunAsync("short-call", line.Address, "-s", "echo", "-p", Text(peer.Port), "-m", Text(Calls), "-r", "15");

        await site.QuietAsync();
        Assert.InRange(line.Lost, Calls / 5, int.MaxValue);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
