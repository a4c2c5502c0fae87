using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls.Trunks;

/// <summary>RFC 3261 section 22.2 within a call: a carrier whose nonces grow old asks again who is there.</summary>
public sealed class AskedAgainTests : IDisposable
{
    private const string Number = "+525512345678";

    private readonly SipBench _bench = new(options => options with
    {
        Trunks = [new Trunk("carrier", [new IPNetwork(TestWire.There.Address, 32)], false, new IPEndPoint(IPAddress.Parse("198.51.100.50"), 5060)) { Account = new TrunkAccount("acme", "s3cret") }],
        SessionInterval = TimeSpan.FromSeconds(120),
    });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_BYE_is_sent_again_with_the_new_proof()
    {
        var call = await ConnectAsync();
        await call.HangUpAsync(default);
        var first = _bench.LastRequest;
        await AskAsync("n2");
        var second = _bench.LastRequest;
        await _bench.RespondAsync(second, 200, more: "");

        Assert.Equal("INVITE ACK INVITE ACK BYE BYE", _bench.Wire.Trace);
        Assert.Equal(("n1", "n2"), (NonceOf(first), NonceOf(second)));
        Assert.Equal((first.CSeq!.Value.Number + 1, first.Headers.Get("Reason")), (second.CSeq!.Value.Number, second.Headers.Get("Reason")));
        Assert.NotEqual(first.TopVia!.Branch, second.TopVia!.Branch);
    }

    [Fact]
    public async Task Who_goes_on_asking_is_told_four_times_and_no_more()
    {
        var call = await ConnectAsync();
        await call.HangUpAsync(default);
        for (var i = 2; i < 9; i++) await AskAsync($"n{i}, stale=true");
        Assert.Equal(5, _bench.Wire.Requests.Count(request => request.Method == SipMethod.Bye));
    }

    [Theory]
    [InlineData("", "INVITE")]
    [InlineData("Allow: INVITE, ACK, BYE, UPDATE", "UPDATE")]
    public async Task A_session_is_refreshed_all_the_same(string allow, string method)
    {
        var call = await ConnectAsync($"Session-Expires: 120;refresher=uac\n{allow}".TrimEnd());
        await _bench.PassAsync(60);
        Assert.Equal((method, "n1"), (_bench.LastRequest.Method.Name, NonceOf(_bench.LastRequest)));
        await AskAsync("n2");
        var again = _bench.Wire.Requests.Last(request => request.Method.Name == method);
        Assert.Equal("n2", NonceOf(again));
        await _bench.RespondAsync(again, 200, more: $"Contact: <sip:bob@198.51.100.9:5070>\nSession-Expires: 120;refresher=uac", body: method == "INVITE" ? SipBench.Offer : "");
        await _bench.PassAsync(50);

        // Whoever asked for them finds them on the ACK too (section 22.1).
        if (method == "INVITE") Assert.Equal(("ACK", again.Headers.Get("Proxy-Authorization")), (_bench.LastRequest.Method.Name, _bench.LastRequest.Headers.Get("Proxy-Authorization")));
        Assert.Null(call.End);
    }

    [Fact]
    public async Task Before_somebody_answers_too()
    {
        await DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 180, more: "Contact: <sip:bob@198.51.100.9:5070>\nRequire: 100rel\nRSeq: 7");
        var first = _bench.LastRequest;
        await AskAsync("n2");
        Assert.Equal(("PRACK", "n1"), (first.Method.Name, NonceOf(first)));
        Assert.Equal(("PRACK", "n2", first.Headers.Get("RAck")), (_bench.LastRequest.Method.Name, NonceOf(_bench.LastRequest), _bench.LastRequest.Headers.Get("RAck")));
    }

    [Fact]
    public async Task In_a_call_that_came_from_it_a_BYE_is_proven_too()
    {
        await ConnectedByAsync();
        await _bench.Call.HangUpAsync(default);
        var first = _bench.LastRequest;
        await AskAsync("n1");

        Assert.False(first.Headers.Has("Proxy-Authorization"));
        Assert.Equal("100 200 BYE BYE", _bench.Wire.Trace);
        Assert.Equal(("n1", first.CSeq!.Value.Number + 1), (NonceOf(_bench.LastRequest), _bench.LastRequest.CSeq!.Value.Number));
    }

    [Theory]
    [InlineData("", "INVITE")]
    [InlineData("Allow: INVITE, ACK, BYE, UPDATE", "UPDATE")]
    public async Task In_a_call_that_came_from_it_a_session_is_refreshed_with_the_proof(string allow, string method)
    {
        await ConnectedByAsync($"Supported: timer\nSession-Expires: 120;refresher=uas\n{allow}".TrimEnd());
        await _bench.PassAsync(60);
        Assert.Equal(method, _bench.LastRequest.Method.Name);
        await AskAsync("n1");
        var again = _bench.Wire.Requests.Last(request => request.Method.Name == method);
        Assert.Equal("n1", NonceOf(again));
        await _bench.RespondAsync(again, 200, more: "Contact: <sip:ana@198.51.100.9:5060>\nSession-Expires: 120;refresher=uac", body: method == "INVITE" ? SipBench.Offer : "");
        await _bench.PassAsync(61);
        Assert.Null(_bench.Call.End);
    }

    /// <summary>A call from the carrier that we have answered.</summary>
    private async Task ConnectedByAsync(string more = "")
    {
        await _bench.InviteAsync(more);
        await await _bench.AnswerAsync();
    }

    /// <summary>Asked who it is, once, and proven.</summary>
    private async Task<OutboundCall> DialAsync()
    {
        var call = await _bench.DialAsync(target: Number);
        await AskAsync("n1");
        return call;
    }

    private async Task<OutboundCall> ConnectAsync(string more = "")
    {
        var call = await DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 200, more: $"Contact: <sip:bob@198.51.100.9:5070>\n{more}".TrimEnd(), body: SipBench.Offer);
        Assert.IsType<DialResult.Answered>(await call.Result);
        return call;
    }

    private Task AskAsync(string nonce) => _bench.RespondAsync(
        _bench.LastRequest, 407, more: $"Proxy-Authenticate: Digest realm=\"carrier\", qop=\"auth\", algorithm=MD5, nonce=\"{nonce.Split(',')[0]}\"{nonce[nonce.Split(',')[0].Length..]}");

    private static string NonceOf(SipRequest request) => request.Headers.Get("Proxy-Authorization")!.Split("nonce=\"")[1].Split('"')[0];
}
