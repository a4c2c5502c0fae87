using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Locating;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls.Trunks;

/// <summary>RFC 3261 section 8.1.2: a trunk behind an outbound proxy.</summary>
public sealed class OutboundProxyTests : IDisposable
{
    private const string Route = "<sip:edge.example;transport=tls;lr>";

    private static readonly IPEndPoint[] Edges = [new(IPAddress.Parse("192.0.2.71"), 5061), new(IPAddress.Parse("192.0.2.72"), 5061)];

    private readonly Names _names = new();
    private readonly SipBench _bench;

    public OutboundProxyTests() => _bench = new SipBench(
        options => options with
        {
            Trunks =
            [
                new Trunk("carrier", [], false, new DnsEndPoint("sip.carrier.example", 0))
                {
                    Proxy = new OutboundProxy(new DnsEndPoint("edge.example", 0), "tls"),
                    Account = new TrunkAccount("acme", "s3cret"),
                    RegisterFor = TimeSpan.FromMinutes(10),
                    ProbeEvery = TimeSpan.FromMinutes(1),
                },
            ],
        },
        locator: _names);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Registration_and_probe_go_to_the_proxy_and_name_the_carrier()
    {
        await StartAsync();
        Assert.Equal([("edge.example", 0, TransportKind.Tls)], _names.Asked);
        foreach (var method in new[] { "REGISTER", "OPTIONS" })
        {
            var request = _bench.Wire.Requests.Single(sent => sent.Method.Name == method);
            Assert.Equal(("sip:sip.carrier.example", Route), (request.RequestUriText, request.Headers.Get(HeaderName.Route)));
        }

        Assert.All(_bench.Wire.Flows, flow => Assert.Equal((TransportKind.Tls, Edges[0], "edge.example"), (flow.Kind, flow.Remote, flow.Host)));
    }

    [Fact]
    public async Task A_proxy_that_fails_gives_way_to_the_next()
    {
        await StartAsync();
        await _bench.RespondAsync(Last("REGISTER"), 503, more: "");
        Assert.Equal(Edges[1], _bench.Wire.SentTo[^1]);
        Assert.Equal(Route, Last("REGISTER").Headers.Get(HeaderName.Route));
        await _bench.DoAsync(() => Assert.Equal([Edges[1], Edges[0]], _bench.Agent.WaysTo("5512345678").Select(way => way.Remote)));
    }

    [Theory]
    [InlineData("<sip:registrar.carrier.example;lr>", $"{Route} <sip:registrar.carrier.example;lr>")]
    [InlineData("<sip:EDGE.example;lr>, <sip:registrar.carrier.example;lr>", "<sip:EDGE.example;lr> <sip:registrar.carrier.example;lr>")]
    public async Task A_call_goes_by_the_proxy_then_by_what_the_registrar_names(string serviceRoute, string routes)
    {
        await StartAsync();
        await _bench.RespondAsync(Last("REGISTER"), 200, more: $"Expires: 600\nService-Route: {serviceRoute}");
        await _bench.DialAsync(target: "5512345678");
        var invite = Last("INVITE");
        Assert.Equal(routes, string.Join(' ', invite.Headers.Elements(HeaderName.Route)));
        Assert.Equal(("sip:5512345678@sip.carrier.example", Edges[0]), (invite.RequestUriText, _bench.Wire.SentTo[^1]));
    }

    [Fact]
    public async Task What_cancels_a_call_takes_its_route_and_what_follows_in_it_the_recorded_one()
    {
        await StartAsync();
        var call = await _bench.DialAsync(target: "5512345678");
        var invite = Last("INVITE");
        await _bench.RespondAsync(invite, 180);
        await _bench.DoAsync(call.StopRinging);
        Assert.Equal((Route, Edges[0]), (Last("CANCEL").Headers.Get(HeaderName.Route), _bench.Wire.SentTo[^1]));

        // The answer races it.
        await _bench.RespondAsync(invite, 200, more: "Contact: <sip:bob@203.0.113.9>\nRecord-Route: <sip:192.0.2.72:5061;transport=tls;lr>", body: SipBench.Offer);
        var bye = Last("BYE");
        Assert.Equal(("sip:bob@203.0.113.9", "<sip:192.0.2.72:5061;transport=tls;lr>", Edges[1]), (bye.RequestUriText, bye.Headers.Get(HeaderName.Route), _bench.Wire.SentTo[^1]));
    }

    [Fact]
    public async Task Calls_from_the_proxy_are_the_trunks()
    {
        await StartAsync();
        await _bench.InviteAsync(from: Edges[1].Address);
        Assert.Equal("carrier", _bench.Call.Party.Trunk);
    }

    [Fact]
    public async Task A_proxy_named_by_its_address_needs_nobody_to_be_asked()
    {
        using var bench = new SipBench(
            options => options with
            {
                Trunks =
                [
                    new Trunk("carrier", [], false, new DnsEndPoint("sip.carrier.example", 0))
                    {
                        Transport = "tcp",
                        Proxy = new OutboundProxy(TestWire.There, "udp"),
                    },
                ],
            },
            locator: _names);
        await bench.DialAsync(target: "5512345678");
        Assert.Empty(_names.Asked);
        Assert.Equal(("sip:5512345678@sip.carrier.example;transport=tcp", "<sip:198.51.100.9:5060;lr>"), (bench.LastRequest.RequestUriText, bench.LastRequest.Headers.Get(HeaderName.Route)));
        Assert.Equal((TransportKind.Udp, TestWire.There), (bench.Wire.Flows[0].Kind, bench.Wire.Flows[0].Remote));
    }

    private SipRequest Last(string method) => _bench.Wire.Requests.Last(request => request.Method.Name == method);

    private async Task StartAsync()
    {
        await _bench.DoAsync(() => _bench.Agent.Trunks[0].Start());
        await _bench.DoAsync(() => { });
    }

    private sealed class Names : ILocator
    {
        public List<(string Host, int Port, TransportKind Kind)> Asked { get; } = [];

        public Task<Located?> LocateAsync(string host, int port, TransportKind kind, CancellationToken ct)
        {
            Asked.Add((host, port, kind));
            return Task.FromResult<Located?>(new Located(Edges, TimeSpan.FromMinutes(5)));
        }
    }
}
