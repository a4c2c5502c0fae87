using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;

namespace SupportLine.Tests.Telephony.Calls.Trunks;

/// <summary>RFC 3261 section 10.2 and 22: a trunk that wants us registered.</summary>
public sealed class TrunkRegistrationTests : IDisposable
{
    private const string Challenge = "WWW-Authenticate: Digest realm=\"carrier\", nonce=\"n1\", qop=\"auth\", algorithm=";

    private static readonly IPEndPoint Registrar = new(IPAddress.Parse("198.51.100.50"), 5060);

    private readonly SipBench _bench = new(options => options with
    {
        Trunks =
        [
            new Trunk("carrier", [IPNetwork.Parse("198.51.100.50/32")], false, Registrar)
            {
                Domain = "sip.carrier.example", Account = new TrunkAccount("acme", "s3cret"), RegisterFor = TimeSpan.FromMinutes(10),
            },
        ],
    });

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA-256")]
    public async Task It_registers_answers_the_challenge_and_stands(string algorithm)
    {
        await StartAsync();
        var first = _bench.LastRequest;
        Assert.Equal(("REGISTER", "sip:sip.carrier.example", Registrar.ToString()), (first.Method.Name, first.RequestUriText, _bench.Wire.SentTo[0].ToString()));
        Assert.Equal(("sip:acme@sip.carrier.example", "sip:acme@sip.carrier.example", "600"), (first.To!.Uri.ToString(), first.From!.Uri.ToString(), first.Headers.Get("Expires")));
        Assert.Equal("acme", first.Contact!.Uri.User);
        Assert.False(first.Headers.Has("Authorization"));
        Assert.False(await IsUpAsync());

        await AnswerAsync(401, Challenge + algorithm);
        var second = _bench.LastRequest;
        Assert.Equal((first.CallId, first.CSeq!.Value.Number + 1), (second.CallId, second.CSeq!.Value.Number));
        Assert.True(Proves(second, "s3cret"));
        Assert.False(Proves(second, "another"));

        await AnswerAsync(200, $"Contact: {second.Headers.Get("Contact")};expires=600");
        Assert.True(await IsUpAsync());
        Assert.Equal("REGISTER REGISTER", _bench.Wire.Trace);
    }

    [Fact]
    public async Task When_the_connection_that_it_registered_by_is_gone_it_registers_by_another()
    {
        using var bench = new SipBench(
            options => options with
            {
                Trunks = [new Trunk("pbx", [], false, Registrar) { Transport = "tcp", Account = new TrunkAccount("acme", "s3cret"), RegisterFor = TimeSpan.FromMinutes(10) }],
            },
            wire: new Sip.TestWire(SupportLine.Telephony.Sip.Transport.TransportKind.Tcp));
        await bench.DoAsync(() => bench.Agent.Trunks[0].Start());
        await bench.RespondAsync(bench.LastRequest, 200, more: "");
        await bench.PassAsync(65);
        Assert.Single(bench.Wire.Requests);

        bench.Wire.Connection = new object();
        await bench.PassAsync(5.2);
        Assert.Equal("REGISTER REGISTER", bench.Wire.Trace);
        await bench.RespondAsync(bench.LastRequest, 200, more: "");
        await bench.PassAsync(10);
        Assert.Equal("REGISTER REGISTER", bench.Wire.Trace);

        // One that does not last is not followed by one after another.
        bench.Wire.Connection = new object();
        await bench.PassAsync(14);
        Assert.Equal("REGISTER REGISTER", bench.Wire.Trace);
        await bench.PassAsync(25);
        Assert.Equal("REGISTER REGISTER REGISTER", bench.Wire.Trace);
    }

    [Theory]
    [InlineData("Contact: <sip:acme@203.0.113.9:1024>;expires=60")]
    [InlineData("Contact: <sip:other@203.0.113.9>;expires=3600, <sip:acme@203.0.113.9:1024>;expires=60")]
    [InlineData("Contact: <sip:acme@203.0.113.9:1024>\nExpires: 60")]
    public async Task A_time_granted_to_a_contact_that_was_rewritten_on_the_way_counts(string answer)
    {
        await StartAsync();
        await AnswerAsync(200, answer);
        await _bench.PassAsync(44);
        Assert.Equal("REGISTER", _bench.Wire.Trace);
        await _bench.PassAsync(11);
        Assert.Equal(2u, _bench.LastRequest.CSeq!.Value.Number);
    }

    [Fact]
    public async Task The_password_may_be_somebody_elses_than_who_is_registered()
    {
        using var bench = new SipBench(options => options with
        {
            Trunks = [new Trunk("pbx", [], false, Registrar) { Account = new TrunkAccount("100", "s3cret") { AuthUsername = "acme" }, RegisterFor = TimeSpan.FromMinutes(10) }],
        });
        await bench.DoAsync(() => bench.Agent.Trunks[0].Start());
        await bench.RespondAsync(bench.LastRequest, 401, more: Challenge + "MD5");
        Assert.Equal(("100", "100"), (bench.LastRequest.To!.Uri.User, bench.LastRequest.Contact!.Uri.User));
        Assert.Contains("username=\"acme\"", bench.LastRequest.Headers.Get("Authorization"), StringComparison.Ordinal);
        Assert.True(Proves(bench.LastRequest, "s3cret"));
    }

    [Fact]
    public async Task It_is_renewed_before_it_ends_with_the_nonce_counted_on()
    {
        await RegisterAsync(expires: 100);
        await _bench.PassAsync(95);

        Assert.Equal("REGISTER REGISTER REGISTER", string.Join(' ', _bench.Wire.Requests.Take(3).Select(request => request.Method.Name)));
        var renewal = _bench.Wire.Requests.ElementAt(2);
        Assert.True(Proves(renewal, "s3cret"));
        Assert.Contains("nc=00000002", renewal.Headers.Get("Authorization"), StringComparison.Ordinal);
        Assert.True(await IsUpAsync());
    }

    [Fact]
    public async Task A_nonce_that_is_too_old_is_taken_anew_and_says_nothing_against_the_password()
    {
        await RegisterAsync(expires: 100);
        await _bench.PassAsync(91);
        await AnswerAsync(401, Challenge.Replace("n1", "n2", StringComparison.Ordinal) + "MD5, stale=true");
        Assert.Contains("n2", _bench.LastRequest.Headers.Get("Authorization"), StringComparison.Ordinal);
        await AnswerAsync(200, "Expires: 100");
        Assert.True(await IsUpAsync());
    }

    [Fact]
    public async Task A_wrong_password_is_not_tried_again_at_once()
    {
        await StartAsync();
        await AnswerAsync(401, Challenge + "MD5");
        await AnswerAsync(401, Challenge.Replace("n1", "n2", StringComparison.Ordinal) + "MD5");
        Assert.Equal(2, _bench.Wire.Requests.Count());
        Assert.Equal("401 Unauthorized", (await StatusAsync()).What);

        await _bench.PassAsync(31);
        Assert.True(_bench.Wire.Requests.Count() > 2);
    }

    [Fact]
    public async Task A_time_that_is_too_short_is_made_as_long_as_wanted()
    {
        await StartAsync();
        await AnswerAsync(423, "Min-Expires: 1800");
        Assert.Equal("1800", _bench.LastRequest.Headers.Get("Expires"));
        await AnswerAsync(423, "Min-Expires: 999999999");
        Assert.Equal(2, _bench.Wire.Requests.Count());
    }

    [Fact]
    public async Task After_failures_it_waits_longer_each_time_and_never_longer_than_half_an_hour()
    {
        await StartAsync();
        var waits = new List<double>();
        for (var round = 0; round < 9; round++)
        {
            await AnswerAsync(503, "");
            var (sent, began) = (_bench.Wire.Requests.Count(), _bench.Time.GetUtcNow());
            while (_bench.Wire.Requests.Count() == sent && waits.Count < 100)
            {
                _bench.Time.Advance(TimeSpan.FromSeconds(1));
                await _bench.DoAsync(() => { });
            }

            waits.Add((_bench.Time.GetUtcNow() - began).TotalSeconds);
        }

        Assert.InRange(waits[0], 15, 31);
        Assert.InRange(waits[1], 30, 61);
        Assert.InRange(waits[3], 120, 241);
        Assert.All(waits, wait => Assert.InRange(wait, 0, 1801));
        Assert.True(waits[^1] >= 899);
    }

    [Fact]
    public async Task A_registrar_that_names_its_own_wait_is_left_in_peace_for_so_long()
    {
        await StartAsync();
        await AnswerAsync(503, "Retry-After: 120 (maintenance)");
        await _bench.PassAsync(119);
        Assert.Single(_bench.Wire.Requests);
        await _bench.PassAsync(2);
        Assert.Equal(2u, _bench.LastRequest.CSeq!.Value.Number);
    }

    [Fact]
    public async Task One_whose_renewal_fails_stands_until_its_time_is_over()
    {
        await RegisterAsync(expires: 100);
        await _bench.PassAsync(91);
        await AnswerAsync(500, "");
        Assert.True(await IsUpAsync());
        await _bench.PassAsync(10);
        Assert.False(await IsUpAsync());
    }

    [Fact]
    public async Task It_is_taken_back_in_the_end()
    {
        await RegisterAsync(expires: 600);
        Task? left = null;
        await _bench.DoAsync(() => left = _bench.Agent.Trunks[0].LeaveAsync());
        Assert.Equal("0", _bench.LastRequest.Headers.Get("Expires"));
        Assert.True(Proves(_bench.LastRequest, "s3cret"));
        Assert.False(left!.IsCompleted);
        await AnswerAsync(200, "");
        await left;
        Assert.False(await IsUpAsync());
    }

    [Fact]
    public async Task Calls_take_the_route_that_the_registrar_gave_and_answer_its_challenges()
    {
        await RegisterAsync(expires: 600, "\nService-Route: <sip:edge.carrier.example;lr>");
        var call = await _bench.DialAsync(target: "+525512345678");
        var invite = _bench.LastRequest;
        Assert.Equal(("sip:+525512345678@sip.carrier.example", "<sip:edge.carrier.example;lr>"), (invite.RequestUriText, invite.Headers.Get("Route")));
        Assert.True(Proves(invite, "s3cret"));

        await _bench.RespondAsync(invite, 407, more: "Proxy-Authenticate: Digest realm=\"edge\", nonce=\"p1\"");
        var again = _bench.LastRequest;
        Assert.Equal(("INVITE", invite.CallId, 2u), (again.Method.Name, again.CallId, again.CSeq!.Value.Number));
        Assert.True(Proves(again, "s3cret", "Proxy-Authorization"));

        await _bench.RespondAsync(again, 200, body: SipBench.Offer);
        Assert.IsType<DialResult.Answered>(await call.Result);
        Assert.Equal(again.Headers.Get("Proxy-Authorization"), _bench.LastRequest.Headers.Get("Proxy-Authorization"));
        Assert.Equal("ACK", _bench.LastRequest.Method.Name);

        await call.HangUpAsync(default);
        await _bench.DoAsync(() => { });
        Assert.Equal("BYE", _bench.LastRequest.Method.Name);
        Assert.True(Proves(_bench.LastRequest, "s3cret", "Proxy-Authorization"));
    }

    [Fact]
    public async Task A_call_whose_credentials_are_refused_fails_by_the_way_not_the_person()
    {
        await RegisterAsync(expires: 600);
        var call = await _bench.DialAsync(target: "+525512345678");
        await _bench.RespondAsync(_bench.LastRequest, 401, more: "WWW-Authenticate: Digest realm=\"other\", nonce=\"o1\"");
        await _bench.RespondAsync(_bench.LastRequest, 401, more: "WWW-Authenticate: Digest realm=\"other\", nonce=\"o2\"");
        var failed = Assert.IsType<DialResult.Failed>(await call.Result);
        Assert.Equal((401, true), (failed.Status, failed.IsTheWays));
    }

    private static bool Proves(SipRequest request, string password, string header = "Authorization") =>
        DigestAnswer.TryParse(request.Headers.Get(header)!, out var answer)
        && DigestSecret.Of("acme", password, answer.Realm, answer.Algorithm).Verifies(answer, request.Method, request.Body.Span)
        && answer.Uri == request.RequestUriText;

    private Task StartAsync() => _bench.DoAsync(() => _bench.Agent.Trunks[0].Start());

    private async Task RegisterAsync(int expires, string more = "")
    {
        await StartAsync();
        await AnswerAsync(401, Challenge + "MD5");
        await AnswerAsync(200, $"Expires: {expires}{more}");
    }

    private Task AnswerAsync(int status, string more) => _bench.RespondAsync(_bench.LastRequest, status, more: more);

    private async Task<TrunkStatus> StatusAsync()
    {
        TrunkStatus? status = null;
        await _bench.DoAsync(() => status = _bench.Agent.Trunks[0].Status);
        return status!;
    }

    private async Task<bool> IsUpAsync() => (await StatusAsync()).IsUp;
}
