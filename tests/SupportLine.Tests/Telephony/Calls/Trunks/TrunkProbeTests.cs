using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Locating;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Calls.Trunks;

/// <summary>Trunks asked by OPTIONS whether they are there, and calls that go by those that are.</summary>
public sealed class TrunkProbeTests : IDisposable
{
    private const string Number = "+525512345678";

    private readonly SipBench _bench = new(options => options with { Trunks = [Trunk("first", 51), Trunk("second", 52)] });

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, true)]
    [InlineData(405, true)]
    [InlineData(503, false)]
    [InlineData(408, false)]
    public async Task Any_answer_says_that_it_is_there_but_one_that_says_it_is_not(int status, bool up)
    {
        await StartAsync();
        var options = _bench.LastRequest;
        Assert.Equal(("OPTIONS", "sip:198.51.100.51:5060"), (options.Method.Name, options.RequestUriText));
        await _bench.RespondAsync(options, status, more: "");
        Assert.Equal(up, await IsUpAsync());
    }

    [Fact]
    public async Task One_that_gives_no_answer_is_down_until_it_gives_one()
    {
        await StartAsync();
        await _bench.PassAsync(31);
        Assert.True(await IsUpAsync());
        await _bench.PassAsync(2);
        Assert.False(await IsUpAsync());
        Assert.Equal(["198.51.100.52:5060"], await WaysAsync());

        await _bench.PassAsync(10);
        await _bench.RespondAsync(_bench.LastRequest, 200, more: "");
        Assert.True(await IsUpAsync());
        Assert.Equal(["198.51.100.51:5060", "198.51.100.52:5060"], await WaysAsync());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task One_with_several_servers_is_down_once_each_of_them_has_given_no_answer(int count)
    {
        IPEndPoint[] servers = [.. Enumerable.Range(61, count).Select(host => new IPEndPoint(IPAddress.Parse($"192.0.2.{host}"), 5060))];
        using var bench = new SipBench(
            options => options with { Trunks = [new Trunk("carrier", [], false, new DnsEndPoint("carrier.example", 0)) { ProbeEvery = TimeSpan.FromMinutes(1) }] },
            locator: new Names(servers));
        await bench.DoAsync(() => bench.Agent.Trunks[0].Start());
        await bench.DoAsync(() => { });
        await bench.PassAsync((32 * count) - 1);
        await bench.DoAsync(() => Assert.True(bench.Agent.Trunks[0].Status.IsUp));
        await bench.PassAsync(3);
        await bench.DoAsync(() => Assert.False(bench.Agent.Trunks[0].Status.IsUp));
        Assert.Equal(servers, bench.Wire.SentTo.Distinct());
    }

    [Fact]
    public async Task One_that_answers_is_asked_once_a_minute()
    {
        await StartAsync();
        await _bench.RespondAsync(_bench.LastRequest, 200, more: "");
        await _bench.PassAsync(59);
        Assert.Single(_bench.Wire.Requests);
        await _bench.PassAsync(1.2);
        Assert.NotEqual(_bench.Wire.Requests.First().CallId, _bench.LastRequest.CallId);
    }

    [Fact]
    public async Task Where_all_are_down_an_emergency_is_tried_all_the_same()
    {
        await _bench.DoAsync(() => _bench.Agent.Trunks.ToList().ForEach(trunk => trunk.Start()));
        await _bench.PassAsync(33);
        Assert.Equal(["198.51.100.51:5060", "198.51.100.52:5060"], await WaysAsync());
    }

    [Fact]
    public async Task One_that_gives_no_sign_within_the_patience_is_given_up_without_a_cancel()
    {
        OutboundCall? call = null;
        await _bench.DoAsync(() => call = _bench.Agent.Dial(Request, _bench.Agent.WaysTo(Number)[0], TimeSpan.FromSeconds(4)).Call);
        await _bench.PassAsync(4.2);
        Assert.True(Assert.IsType<DialResult.Failed>(await call!.Result).IsTheWays);
        Assert.DoesNotContain("CANCEL", _bench.Wire.Trace, StringComparison.Ordinal);

        // It was only slow: what rings there stops.
        await _bench.RespondAsync(_bench.Wire.Requests.First(), 180);
        Assert.Equal("CANCEL", _bench.LastRequest.Method.Name);
    }

    [Fact]
    public async Task One_that_gives_a_sign_has_as_long_as_it_rings()
    {
        OutboundCall? call = null;
        await _bench.DoAsync(() => call = _bench.Agent.Dial(Request, _bench.Agent.WaysTo(Number)[0], TimeSpan.FromSeconds(4)).Call);
        await _bench.RespondAsync(_bench.LastRequest, 100);
        await _bench.PassAsync(10);
        Assert.Null(call!.End);
    }

    [Fact]
    public async Task A_call_goes_on_to_the_next_trunk_when_the_first_fails_and_not_when_the_person_does()
    {
        await using var busy = new TwoEngines(maxCalls: 0);
        await using var good = new TwoEngines(called: options => options, caller: options => options with { Trunks = [] });
        await using var caller = new TwoEngines(caller: options => options with
        {
            Trunks = [new Trunk("full", [], false, busy.Called.Listening[0]), new Trunk("good", [], false, good.Called.Listening[0])],
        });
        var dialling = caller.Caller.DialAsync(new DialRequest("5000", "1001", "Test", TwoEngines.Patience), default);
        var (call, _) = await good.IncomingAsync();
        await call.RejectAsync(486, default);
        Assert.IsType<DialResult.Busy>(await dialling);
    }

    private static DialRequest Request => new(Number, "1000", "Line", TimeSpan.FromSeconds(30));

    private static Trunk Trunk(string name, int host) =>
        new(name, [], false, new IPEndPoint(IPAddress.Parse($"198.51.100.{host}"), 5060)) { ProbeEvery = TimeSpan.FromMinutes(1) };

    private Task StartAsync() => _bench.DoAsync(() => _bench.Agent.Trunks[0].Start());

    private async Task<bool> IsUpAsync()
    {
        var up = false;
        await _bench.DoAsync(() => up = _bench.Agent.Trunks[0].Status.IsUp);
        return up;
    }

    private sealed class Names(IReadOnlyList<IPEndPoint> servers) : ILocator
    {
        public Task<Located?> LocateAsync(string host, int port, TransportKind kind, CancellationToken ct) =>
            Task.FromResult<Located?>(new Located(servers, TimeSpan.FromHours(1)));
    }

    private async Task<IEnumerable<string>> WaysAsync()
    {
        IReadOnlyList<DialWay>? ways = null;
        await _bench.DoAsync(() => ways = _bench.Agent.WaysTo(Number));
        return ways!.Select(way => way.Remote.ToString());
    }
}
