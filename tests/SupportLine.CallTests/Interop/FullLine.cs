using System.Net;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Interop;

/// <summary>A line with room for one call, which it has.</summary>
internal sealed class FullLine : IScenarioSite
{
    private readonly TestSite _site;
    private readonly Phone _caller;

    private FullLine(TestSite site, Phone caller) => (_site, _caller) = (site, caller);

    public IPEndPoint Address => _site.Address;

    public static async Task<FullLine> StartAsync()
    {
        var site = await TestSite.StartAsync(TestSite.Day, [], [], null, sip => sip with { MaxCalls = 1 });
        var caller = new Phone();
        Assert.Equal(200, await caller.DialAsync(site.Address, "echo"));
        return new FullLine(site, caller);
    }

    public async ValueTask DisposeAsync()
    {
        await _caller.DisposeAsync();
        await _site.DisposeAsync();
    }
}
