using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Calls.Trunks;

/// <summary>
/// The call flows of RFC 3665 section 2, seen by the user agent that registers, and those of section 3 in which proxies ask it
/// who it is. It has one contact and asks for no list: in sections 2.2 and 2.3 the registrar knows of others all the same.
/// </summary>
public sealed class RegistrationFlowTests : IDisposable
{
    private const string Challenge = "WWW-Authenticate: Digest realm=\"atlanta.example.com\", qop=\"auth\", nonce=\"ea9c8e88df84f1cec4341ae6cbe5a359\", opaque=\"\", stale=FALSE, algorithm=MD5";
    private const string Number = "+5215512345678";

    private static readonly IPEndPoint[] Proxies = [new(IPAddress.Parse("192.0.2.111"), 5060), new(IPAddress.Parse("192.0.2.222"), 5060)];

    private readonly SipBench _bench = new(options => options with { Trunks = [.. Proxies.Select(proxy => ByRegistration(proxy))] });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Section_2_1_a_new_registration_proves_who_it_is()
    {
        await RegisterAsync($"Expires: 600");
        var (first, second) = (_bench.Wire.Requests.First(), _bench.LastRequest);
        Assert.Equal("REGISTER REGISTER", _bench.Wire.Trace);
        Assert.Equal((first.CallId, first.CSeq!.Value.Number + 1, "600"), (second.CallId, second.CSeq!.Value.Number, second.Headers.Get("Expires")));
        Assert.Contains("response=", second.Headers.Get("Authorization"), StringComparison.Ordinal);
        Assert.True(await IsUpAsync());
    }

    [Theory]
    [InlineData("2.2")]
    [InlineData("2.3")]
    public async Task Sections_2_2_and_2_3_of_all_contacts_that_the_registrar_lists_its_own_time_counts(string section)
    {
        await StartAsync();
        var own = _bench.LastRequest.Headers.Get("Contact");
        await AnswerAsync(401, Challenge);
        var mailbox = section == "2.2" ? "<mailto:bob@biloxi.example.com>" : "<tel:+1-972-555-2222>";
        await AnswerAsync(200, $"Contact: <sip:bob@192.0.2.201>;expires=3600, {own};expires=100, {mailbox};expires=4294967295");

        await _bench.PassAsync(95);
        Assert.Equal("REGISTER REGISTER REGISTER", string.Join(' ', _bench.Wire.Requests.Take(3).Select(request => request.Method.Name)));
        Assert.True(await IsUpAsync());
    }

    [Fact]
    public async Task Section_2_4_a_registration_is_cancelled()
    {
        await RegisterAsync("Expires: 600");
        Task? left = null;
        await _bench.DoAsync(() => left = _bench.Agent.Trunks[0].LeaveAsync());
        Assert.Equal("0", _bench.LastRequest.Headers.Get("Expires"));
        await AnswerAsync(200, "");
        await left!;

        Assert.Equal("REGISTER REGISTER REGISTER", _bench.Wire.Trace);
        Assert.False(await IsUpAsync());
    }

    [Fact]
    public async Task Section_2_5_a_password_that_is_refused_is_not_tried_on_and_on()
    {
        await StartAsync();
        await AnswerAsync(401, Challenge);
        await AnswerAsync(401, Challenge.Replace("ea9c", "f84f", StringComparison.Ordinal));

        Assert.Equal("REGISTER REGISTER", _bench.Wire.Trace);
        Assert.False(await IsUpAsync());
    }

    [Fact]
    public async Task Section_3_3_each_proxy_on_the_way_asks_who_is_calling_and_keeps_its_answer_in_the_dialog()
    {
        await RegisterAsync("Expires: 600");
        _bench.Wire.Clear();
        var call = await _bench.DialAsync(target: Number);
        await AnswerAsync(407, ProxyChallenge("atlanta.example.com"));
        await AnswerAsync(100, "");
        await AnswerAsync(407, ProxyChallenge("biloxi.example.com"));
        Assert.Equal(["atlanta.example.com", "biloxi.example.com"], Realms(_bench.LastRequest));
        Assert.Equal(3u, _bench.LastRequest.CSeq!.Value.Number);

        await AnswerAsync(180, "");
        await AnswerAsync(200, "Contact: <sip:bob@198.51.100.9:5070>", SipBench.Offer);
        Assert.IsType<DialResult.Answered>(await call.Result);
        Assert.Equal(["atlanta.example.com", "biloxi.example.com"], Realms(_bench.LastRequest));
        await call.HangUpAsync(default);
        await AnswerAsync(200, "");

        Assert.Equal("INVITE ACK INVITE ACK INVITE ACK BYE", _bench.Wire.Trace);
        Assert.Single(_bench.Wire.Requests.Select(request => request.CallId).Distinct());
    }

    [Fact]
    public async Task Section_3_4_where_the_first_proxy_is_silent_the_second_takes_the_call()
    {
        var ways = new List<DialWay>();
        await _bench.DoAsync(() => ways.AddRange(_bench.Agent.WaysTo(Number)));
        Assert.Equal(Proxies, ways.Select(way => way.Remote));
        var silent = await DialAsync(ways[0], TimeSpan.FromSeconds(4));
        await _bench.PassAsync(4);
        Assert.True(Assert.IsType<DialResult.Failed>(await silent.Result).IsTheWays);
        Assert.Equal("INVITE INVITE INVITE INVITE", _bench.Wire.Trace);

        _bench.Wire.Clear();
        var call = await DialAsync(ways[1], null);
        await AnswerAsync(407, ProxyChallenge("atlanta.example.com"));
        await AnswerAsync(200, "Contact: <sip:bob@198.51.100.9:5070>", SipBench.Offer);
        Assert.IsType<DialResult.Answered>(await call.Result);
        Assert.Equal("INVITE ACK INVITE ACK", _bench.Wire.Trace);
        Assert.All(_bench.Wire.Flows.Take(3), flow => Assert.Equal(Proxies[1], flow.Remote));
    }

    private static Trunk ByRegistration(IPEndPoint proxy) => new($"proxy {proxy}", [new IPNetwork(proxy.Address, 32)], false, proxy)
    {
        Domain = "atlanta.example.com", Account = new TrunkAccount("alice", "s3cret"), RegisterFor = TimeSpan.FromMinutes(10),
    };

    private static string ProxyChallenge(string realm) => $"Proxy-Authenticate: Digest realm=\"{realm}\", qop=\"auth\", nonce=\"f84f1cec41e6cbe5aea9c8e88d359\", opaque=\"\", stale=FALSE, algorithm=MD5";

    private static IEnumerable<string> Realms(SipRequest request) =>
        request.Headers.GetAll("Proxy-Authorization").Select(answer => answer.Split("realm=\"")[1].Split('"')[0]).Order();

    private async Task<OutboundCall> DialAsync(DialWay way, TimeSpan? hearWithin)
    {
        OutboundCall? call = null;
        await _bench.DoAsync(() => call = _bench.Agent.Dial(new DialRequest(Number, "1000", "", TimeSpan.FromSeconds(30)), way, hearWithin).Call);
        return call!;
    }

    private Task StartAsync() => _bench.DoAsync(() => _bench.Agent.Trunks[0].Start());

    private async Task RegisterAsync(string answer)
    {
        await StartAsync();
        await AnswerAsync(401, Challenge);
        await AnswerAsync(200, answer);
    }

    private Task AnswerAsync(int status, string more, string body = "") => _bench.RespondAsync(_bench.Wire.Requests.Last(request => request.Method != SipMethod.Ack), status, more: more, body: body);

    private async Task<bool> IsUpAsync()
    {
        var isUp = false;
        await _bench.DoAsync(() => isUp = _bench.Agent.Trunks[0].Status.IsUp);
        return isUp;
    }
}
