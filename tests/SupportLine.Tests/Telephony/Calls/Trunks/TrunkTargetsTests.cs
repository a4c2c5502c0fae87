using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Locating;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Calls.Trunks;

/// <summary>RFC 3263: a trunk by its name, its servers in their order, and the next where one fails.</summary>
public sealed class TrunkTargetsTests : IDisposable
{
    private static readonly IPEndPoint[] Servers =
        [new(IPAddress.Parse("192.0.2.61"), 5070), new(IPAddress.Parse("192.0.2.62"), 5060)];

    private readonly Names _names = new();
    private SipBench _bench;

    public TrunkTargetsTests() => _bench = Bench(Plain with
    {
        Account = new TrunkAccount("acme", "s3cret"), RegisterFor = TimeSpan.FromMinutes(10), ProbeEvery = TimeSpan.FromMinutes(1),
    });

    private static Trunk Plain => new("carrier", [], false, new DnsEndPoint("sip.carrier.example", 0));

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_is_registered_with_the_first_and_after_a_failure_with_the_next_at_once()
    {
        await StartAsync();
        Assert.Equal(("sip.carrier.example", 0, TransportKind.Udp), _names.Asked[0]);
        var register = _bench.Wire.Requests.First(request => request.Method.Name == "REGISTER");
        Assert.Equal(("sip:sip.carrier.example", "sip:acme@sip.carrier.example"), (register.RequestUriText, register.To!.Uri.ToString()));
        Assert.Equal(Servers[0], _bench.Wire.SentTo[0]);
        Assert.Equal("sip.carrier.example", _bench.Wire.Flows[0].Host);

        await _bench.RespondAsync(register, 503, more: "");
        var again = _bench.Wire.Requests.Last(request => request.Method.Name == "REGISTER");
        Assert.Equal(2u, again.CSeq!.Value.Number);
        Assert.Equal(Servers[1], _bench.Wire.SentTo[^1]);
    }

    [Fact]
    public async Task Calls_try_each_server_and_one_that_failed_last()
    {
        UsePlain();
        await StartAsync();
        await LeftAsync(() => Assert.Equal(Servers, Ways()));
        await LeftAsync(() => _bench.Agent.Trunks[0].Blame(Servers[0]));
        await LeftAsync(() => Assert.Equal([Servers[1], Servers[0]], Ways()));
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await LeftAsync(() => Assert.Equal(Servers, Ways()));
        await LeftAsync(() => Assert.Equal("sip:5512345678@sip.carrier.example", _bench.Agent.WaysTo("5512345678")[0].Uri.ToString()));
    }

    [Theory]
    [InlineData("+52 81-8345-0001", "sip:+528183450001@sip.carrier.example")]
    [InlineData(" (81) 8345.0001 ", "sip:8183450001@sip.carrier.example")]
    public async Task A_number_is_dialled_without_the_marks_that_part_it_for_the_eye(string written, string dialled)
    {
        UsePlain();
        await StartAsync();
        await LeftAsync(() => Assert.Equal(dialled, _bench.Agent.WaysTo(written)[0].Uri.ToString()));
    }

    [Fact]
    public async Task A_server_that_nothing_of_ours_reaches_is_passed_over()
    {
        _names.Found = new Located([new IPEndPoint(IPAddress.Parse("2001:db8::61"), 5060), Servers[1]], TimeSpan.FromMinutes(5));
        await StartAsync();
        Assert.Equal([Servers[1], Servers[1]], _bench.Wire.SentTo);
        await LeftAsync(() => Assert.Equal([Servers[1]], Ways()));
    }

    [Fact]
    public async Task Its_servers_are_no_strangers_and_their_calls_are_the_trunks()
    {
        Assert.Equal(Admission.Stranger, _bench.Agent.Admits(Servers[1].Address));
        await StartAsync();
        Assert.Equal(Admission.Known, _bench.Agent.Admits(Servers[1].Address));
        await _bench.InviteAsync(from: Servers[1].Address);
        Assert.Equal("carrier", _bench.Call.Party.Trunk);
    }

    [Fact]
    public async Task It_is_asked_again_when_the_answer_has_aged_and_kept_where_nobody_answers()
    {
        UsePlain();
        await StartAsync();
        _names.Found = null;
        await _bench.PassAsync(301);
        Assert.Equal(2, _names.Asked.Count);
        await LeftAsync(() => Assert.Equal(Servers, Ways()));

        _names.Found = new Located([Servers[1]], TimeSpan.Zero);
        await _bench.PassAsync(31);
        await LeftAsync(() => Assert.Equal([Servers[1]], Ways()));
        await _bench.PassAsync(31);
        Assert.Equal(4, _names.Asked.Count);
    }

    [Fact]
    public async Task One_whose_name_nobody_knows_is_down_and_found_later()
    {
        _names.Found = null;
        await StartAsync();
        await LeftAsync(() => Assert.Equal(new TrunkStatus("carrier", false, "nobody knows where sip.carrier.example is"), _bench.Agent.Trunks[0].Status));
        Assert.Empty(_bench.Wire.Sent);

        _names.Found = new Located(Servers, TimeSpan.FromMinutes(5));
        await _bench.PassAsync(31);
        Assert.Contains("REGISTER", _bench.Wire.Trace, StringComparison.Ordinal);
    }

    private SipBench Bench(Trunk trunk) => new(options => options with { Trunks = [trunk] }, locator: _names);

    /// <summary>One that is neither registered with nor asked, so that nothing fails by itself.</summary>
    private void UsePlain()
    {
        _bench.Dispose();
        _bench = Bench(Plain);
    }

    private List<IPEndPoint> Ways() => [.. _bench.Agent.WaysTo("5512345678").Select(way => way.Remote)];

    private async Task StartAsync()
    {
        await _bench.DoAsync(() => _bench.Agent.Trunks[0].Start());
        await _bench.DoAsync(() => { });
    }

    /// <summary>In the loop, what is thrown there comes back.</summary>
    private Task LeftAsync(Action act) => _bench.DoAsync(act);

    private sealed class Names : ILocator
    {
        public List<(string Host, int Port, TransportKind Kind)> Asked { get; } = [];

        public Located? Found { get; set; } = new(Servers, TimeSpan.FromMinutes(5));

        public Task<Located?> LocateAsync(string host, int port, TransportKind kind, CancellationToken ct)
        {
            Asked.Add((host, port, kind));
            return Task.FromResult(Found);
        }
    }
}
