using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>RFC 4028, both roles on both sides.</summary>
public sealed class SessionTimerTests : IDisposable
{
    private readonly SipBench _bench = new(options => options with { SessionInterval = TimeSpan.FromSeconds(120) });

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("Supported: timer\nSession-Expires: 100", "100;refresher=uac", true)]
    [InlineData("Supported: timer\nSession-Expires: 1800;refresher=uas", "120;refresher=uas", true)]
    [InlineData("Supported: timer\nx: 1800;refresher=uac", "120;refresher=uac", true)]
    [InlineData("Supported: timer\nSession-Expires: 1800\nMin-SE: 600", "600;refresher=uac", true)]
    [InlineData("Supported: timer", "120;refresher=uas", true)]
    [InlineData("Session-Expires: 1800", "120;refresher=uas", false)]
    [InlineData("", "120;refresher=uas", false)]
    public async Task The_200_says_how_long_and_who_refreshes(string asked, string expected, bool required)
    {
        await _bench.InviteAsync(asked);
        await await _bench.AnswerAsync();

        Assert.Equal(expected, _bench.LastResponse.Headers.Get("Session-Expires"));
        Assert.Equal(required ? "timer" : null, _bench.LastResponse.Headers.Get("Require"));
    }

    [Fact]
    public async Task Too_short_a_session_is_422_with_the_least()
    {
        await _bench.InviteAsync("Supported: timer\nSession-Expires: 60");

        Assert.Equal(422, _bench.LastResponse.Status);
        Assert.Equal("90", _bench.LastResponse.Headers.Get("Min-SE"));
        Assert.Empty(_bench.Incoming);
    }

    [Fact]
    public async Task A_caller_who_was_to_refresh_and_does_not_is_ended_before_the_time()
    {
        await _bench.InviteAsync("Supported: timer\nSession-Expires: 120;refresher=uac");
        await await _bench.AnswerAsync();

        // A third or 32 s before the end, whichever is less: 120 - 32
        await _bench.PassAsync(87.9);
        Assert.Empty(_bench.Wire.Requests);
        await _bench.PassAsync(0.1);
        Assert.Equal(SipMethod.Bye, _bench.LastRequest.Method);
        Assert.Equal(CallEndKind.DialogLost, _bench.Call.End?.Kind);
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public async Task A_refresh_by_the_caller_begins_the_time_anew(string method)
    {
        await _bench.InviteAsync("Supported: timer\nSession-Expires: 120;refresher=uac");
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60);
        await _bench.OfferAsync(method, 2, SipBench.Offer, "Supported: timer\nSession-Expires: 120;refresher=uac");
        Assert.Equal("120;refresher=uac", _bench.LastResponse.Headers.Get("Session-Expires"));
        await _bench.AckAsync(2);
        await _bench.PassAsync(80);

        Assert.Empty(_bench.Wire.Requests);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task Our_refresh_is_an_UPDATE_where_the_peer_takes_one()
    {
        await _bench.InviteAsync("Allow: INVITE, ACK, BYE, UPDATE");
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60);
        var update = _bench.LastRequest;
        Assert.Equal(SipMethod.Update, update.Method);
        Assert.Equal("120;refresher=uac", update.Headers.Get("Session-Expires"));
        Assert.True(update.Body.IsEmpty);

        await _bench.RespondAsync(update, 200, more: "Session-Expires: 120;refresher=uac");
        await _bench.PassAsync(60);
        Assert.Equal(2, _bench.Wire.Requests.Count(request => request.Method == SipMethod.Update));
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task Our_refresh_is_a_reINVITE_where_it_takes_none_and_its_200_is_acknowledged()
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60);
        var invite = _bench.LastRequest;
        Assert.Equal(SipMethod.Invite, invite.Method);
        Assert.False(invite.Body.IsEmpty);

        await _bench.RespondAsync(invite, 200, more: "Contact: <sip:ana@198.51.100.9:5066>\nSession-Expires: 120;refresher=uac", body: SipBench.Offer);
        await _bench.RespondAsync(invite, 200, more: "Contact: <sip:ana@198.51.100.9:5066>", body: SipBench.Offer);
        Assert.Equal("100 200 INVITE ACK ACK", _bench.Wire.Trace);
        Assert.Equal("sip:ana@198.51.100.9:5066", _bench.LastRequest.RequestUriText);
        await _bench.PassAsync(59);
        Assert.Null(_bench.Call.End);
    }

    [Theory]
    [InlineData(481)]
    [InlineData(408)]
    public async Task A_peer_that_knows_the_call_no_more_is_ended(int status)
    {
        await _bench.InviteAsync("Allow: UPDATE");
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60);
        await _bench.RespondAsync(_bench.LastRequest, status);

        Assert.Equal(SipMethod.Bye, _bench.LastRequest.Method);
        Assert.Equal(new CallEnd(CallEndKind.DialogLost, status), _bench.Call.End);
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_our_refresh_is_ended()
    {
        await _bench.InviteAsync("Allow: UPDATE");
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60 + 32);

        Assert.Equal(SipMethod.Bye, _bench.LastRequest.Method);
        Assert.Equal(CallEndKind.DialogLost, _bench.Call.End?.Kind);
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public async Task A_refresh_that_finds_the_connection_refused_is_tried_again_before_the_session_expires(string allowed)
    {
        using var bench = new SipBench(options => options with { SessionInterval = TimeSpan.FromSeconds(120) }, wire: new TestWire(TransportKind.Tcp));
        await bench.InviteAsync($"Allow: {allowed}");
        await await bench.AnswerAsync();
        await bench.PassAsync(60);
        bench.Wire.NotSent!();
        await bench.PassAsync(15.1);
        Assert.Null(bench.Call.End);
        Assert.Equal(2, bench.Wire.Requests.Count(request => request.Method.Name == allowed));

        bench.Wire.NotSent();
        await bench.PassAsync(45);
        Assert.Equal(CallEndKind.DialogLost, bench.Call.End?.Kind);
    }

    [Fact]
    public async Task Glare_is_backed_off_from_and_tried_again()
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60);
        await _bench.RespondAsync(_bench.LastRequest, 491);

        // The Call-ID is the caller's: we wait 0 to 2 s. By then the second INVITE may itself have been sent again.
        await _bench.PassAsync(2.1);
        Assert.Equal([1u, 2u], _bench.Wire.Requests.Where(request => request.Method == SipMethod.Invite).Select(request => request.CSeq!.Value.Number).Distinct());
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task Their_reINVITE_while_ours_is_open_is_491()
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60);
        await _bench.OfferAsync("INVITE", 2, SipBench.Offer);

        Assert.Equal(491, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task A_peer_that_took_UPDATE_no_longer_gets_a_reINVITE()
    {
        await _bench.InviteAsync("Allow: UPDATE");
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60);
        await _bench.RespondAsync(_bench.LastRequest, 405);

        Assert.Equal(SipMethod.Invite, _bench.LastRequest.Method);
    }

    [Fact]
    public async Task A_refresh_refused_as_too_short_is_asked_again_with_more()
    {
        await _bench.InviteAsync("Allow: UPDATE");
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60);
        await _bench.RespondAsync(_bench.LastRequest, 422, more: "Min-SE: 300");

        Assert.Equal(("300;refresher=uac", "300"), (_bench.LastRequest.Headers.Get("Session-Expires"), _bench.LastRequest.Headers.Get("Min-SE")));
    }

    [Fact]
    public async Task A_call_of_ours_is_refreshed_by_whom_the_200_names()
    {
        Assert.Equal("120", (await _bench.DialAsync() is var first ? _bench.LastRequest : null)!.Headers.Get("Session-Expires"));
        await _bench.RespondAsync(_bench.LastRequest, 200, more: "Allow: UPDATE\nRequire: timer\nSession-Expires: 100;refresher=uac", body: SipBench.Offer);
        await _bench.PassAsync(50);
        Assert.Equal(SipMethod.Update, _bench.LastRequest.Method);
        Assert.Null(first.End);
    }

    [Fact]
    public async Task A_called_peer_that_was_to_refresh_and_does_not_is_ended()
    {
        var call = await _bench.DialAnsweredAsync("Session-Expires: 90;refresher=uas");
        await _bench.PassAsync(60);

        Assert.Equal("INVITE ACK BYE", _bench.Wire.Trace);
        Assert.Equal(CallEndKind.DialogLost, call.End?.Kind);
    }

    [Fact]
    public async Task A_called_peer_that_knows_no_timers_is_left_alone()
    {
        var call = await _bench.DialAnsweredAsync();
        await _bench.PassAsync(300);

        Assert.Equal("INVITE ACK", _bench.Wire.Trace);
        Assert.Null(call.End);
    }

    [Fact]
    public async Task A_422_to_our_INVITE_is_answered_with_a_longer_session()
    {
        var call = await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 422, more: "Min-SE: 600");
        var again = _bench.LastRequest;

        Assert.Equal("INVITE ACK INVITE", _bench.Wire.Trace);
        Assert.Equal(("600", "600"), (again.Headers.Get("Session-Expires"), again.Headers.Get("Min-SE")));
        Assert.Equal(2u, again.CSeq!.Value.Number);
        await _bench.RespondAsync(again, 200, body: SipBench.Offer);
        Assert.IsType<DialResult.Answered>(await call.Result);
        Assert.Equal(2u, _bench.LastRequest.CSeq!.Value.Number);
    }
}
