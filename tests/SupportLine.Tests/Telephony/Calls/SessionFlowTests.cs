using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>
/// The call flows of RFC 3665 section 3, seen by the user agent that we are in each: Alice where she phones, Bob where he is
/// phoned. What goes on between proxies is theirs; where they ask who is
/// calling it is <see cref="Trunks.RegistrationFlowTests"/>. Statuses and methods are ours; 100 is said to each INVITE at once.
/// </summary>
public sealed class SessionFlowTests : IDisposable
{
    private const string Routes = "Record-Route: <sip:ss2.biloxi.example.com;lr>\nRecord-Route: <sip:ss1.atlanta.example.com;lr>";

    private readonly SipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Section_3_1_Bob_is_phoned_and_hangs_up()
    {
        await _bench.InviteAsync();
        await _bench.Call.RingAsync(default);
        await await _bench.AnswerAsync();
        await _bench.Call.HangUpAsync(default);
        await _bench.RespondAsync(_bench.LastRequest, 200);

        Assert.Equal("100 180 200 BYE", _bench.Wire.Trace);
        Assert.Equal("peertag", _bench.LastRequest.To!.Tag);
        Assert.Equal(_bench.Call.Dialog!.Id.LocalTag, _bench.LastRequest.From!.Tag);
        await EndsWithoutRemainsAsync(_bench.Call, CallEndKind.LocalHungUp);
    }

    [Fact]
    public async Task Section_3_1_Alice_phones_and_Bob_hangs_up()
    {
        var call = await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 180);
        await _bench.RespondAsync(_bench.LastRequest, 200, body: SipBench.Offer);
        await FromFarEndAsync(call, "BYE", 1);

        Assert.Equal("INVITE ACK 200", _bench.Wire.Trace);
        await EndsWithoutRemainsAsync(call, CallEndKind.RemoteHungUp);
    }

    [Fact]
    public async Task Section_3_2_Bob_is_phoned_through_two_proxies_and_keeps_to_them()
    {
        await _bench.InviteAsync(Routes);
        await _bench.Call.RingAsync(default);
        await await _bench.AnswerAsync();
        Assert.Equal(["ss2.biloxi.example.com", "ss1.atlanta.example.com"], _bench.LastResponse.Addresses(HeaderName.RecordRoute).Select(route => route.Uri.Host));

        await _bench.Call.HangUpAsync(default);
        Assert.Equal(["ss2.biloxi.example.com", "ss1.atlanta.example.com"], _bench.LastRequest.Addresses(HeaderName.Route).Select(route => route.Uri.Host));
        Assert.Equal("sip:ana@198.51.100.9:5060", _bench.LastRequest.RequestUriText);
        Assert.Equal("100 180 200 BYE", _bench.Wire.Trace);
    }

    [Fact]
    public async Task Section_3_2_Alice_phones_through_two_proxies_and_keeps_to_them()
    {
        var call = await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 100);
        await _bench.RespondAsync(_bench.LastRequest, 180, more: "Contact: <sip:bob@client.biloxi.example.com>\n" + Routes);
        await _bench.RespondAsync(_bench.LastRequest, 200, more: "Contact: <sip:bob@client.biloxi.example.com>\n" + Routes, body: SipBench.Offer);
        Assert.Equal(["ss1.atlanta.example.com", "ss2.biloxi.example.com"], _bench.LastRequest.Addresses(HeaderName.Route).Select(route => route.Uri.Host));
        Assert.Equal("sip:bob@client.biloxi.example.com", _bench.LastRequest.RequestUriText);

        await FromFarEndAsync(call, "BYE", 1);
        Assert.Equal("INVITE ACK 200", _bench.Wire.Trace);
        await EndsWithoutRemainsAsync(call, CallEndKind.RemoteHungUp);
    }

    [Fact]
    public async Task Section_3_5_a_gateway_that_rewrites_what_Alice_said_is_a_proxy_to_Bob()
    {
        await _bench.InviteAsync("Record-Route: <sip:ss1.atlanta.example.com;lr>", SipBench.Offer.Replace("198.51.100.9", "192.0.2.128", StringComparison.Ordinal));
        await _bench.Call.RingAsync(default);
        await await _bench.AnswerAsync();
        await _bench.InDialogAsync("BYE", 2);

        Assert.Equal("100 180 200 200", _bench.Wire.Trace);
        Assert.Equal(IPAddress.Parse("192.0.2.128"), _bench.Call.Media.Agreed!.Remote.Address);
        await EndsWithoutRemainsAsync(_bench.Call, CallEndKind.RemoteHungUp);
    }

    [Fact]
    public async Task Section_3_6_Alice_is_redirected_and_goes_nowhere_that_is_not_configured()
    {
        // Calls go out to configured addresses alone: whom a redirection would reach is for the operator to say.
        var call = await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 302, more: "Contact: <sip:bob@chicago.example.com>");

        Assert.Equal("INVITE ACK", _bench.Wire.Trace);
        Assert.Equal(302, Assert.IsType<DialResult.Failed>(await call.Result).Status);
        await EndsWithoutRemainsAsync(call, CallEndKind.Rejected);
    }

    [Fact]
    public async Task Section_3_6_Bob_is_phoned_without_an_offer_and_gets_the_answer_in_the_ACK()
    {
        await _bench.InviteAsync("Record-Route: <sip:ss3.chicago.example.com;lr>", body: null);
        await _bench.Call.RingAsync(default);
        var answering = await _bench.BeginAnswerAsync();
        Assert.Contains("m=audio", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
        Assert.True(_bench.LastResponse.Headers.Get(HeaderName.ContentType) == "application/sdp");

        await _bench.AckAsync(ackBody: SipBench.Offer);
        await answering;
        await _bench.InDialogAsync("BYE", 2);

        Assert.Equal("100 180 200 200", _bench.Wire.Trace);
        await EndsWithoutRemainsAsync(_bench.Call, CallEndKind.RemoteHungUp);
    }

    [Fact]
    public async Task Section_3_7_Bob_moves_to_another_address_and_Alice_follows_him()
    {
        var call = await _bench.DialAnsweredAsync();
        await FromFarEndAsync(
            call, "INVITE", 14, "Content-Type: application/sdp", SipBench.Offer.Replace("198.51.100.9", "192.0.2.207", StringComparison.Ordinal).Replace("ana 1 1", "ana 1 2", StringComparison.Ordinal));
        await FromFarEndAsync(call, "ACK", 14);
        Assert.Equal(IPAddress.Parse("192.0.2.207"), call.Media.Agreed!.Remote.Address);

        await call.HangUpAsync(default);
        await _bench.RespondAsync(_bench.LastRequest, 200);
        Assert.Equal("sip:bob@192.0.2.207", _bench.LastRequest.RequestUriText);
        Assert.Equal("INVITE ACK 200 BYE", _bench.Wire.Trace);
        await EndsWithoutRemainsAsync(call, CallEndKind.LocalHungUp);
    }

    [Fact]
    public async Task Section_3_8_Alice_gives_up_before_Bob_answers()
    {
        var call = await _bench.DialAsync(ringFor: 20);
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 100);
        await _bench.RespondAsync(invite, 180);
        await _bench.PassAsync(20);
        await _bench.RespondAsync(_bench.LastRequest, 200);
        await _bench.RespondAsync(invite, 487);

        Assert.Equal("INVITE CANCEL ACK", _bench.Wire.Trace);
        Assert.IsType<DialResult.NoAnswer>(await call.Result);
        await EndsWithoutRemainsAsync(call, CallEndKind.Cancelled);
    }

    [Fact]
    public async Task Section_3_8_Bob_is_cancelled_before_he_answers()
    {
        await _bench.InviteAsync();
        await _bench.Call.RingAsync(default);
        await _bench.ReceiveAsync(TestMessage.Request("CANCEL"));
        await _bench.ReceiveAsync(TestMessage.Request("ACK", toTag: _bench.LastResponse.To!.Tag!));

        Assert.Equal("100 180 200 487", _bench.Wire.Trace);
        await EndsWithoutRemainsAsync(_bench.Call, CallEndKind.Cancelled);
    }

    [Theory]
    [InlineData("3.9", 486, typeof(DialResult.Busy))]
    [InlineData("3.10", 480, typeof(DialResult.NoAnswer))]
    [InlineData("3.11", 480, typeof(DialResult.NoAnswer))]
    public async Task Sections_3_9_to_3_11_Alice_hears_why_Bob_is_not_to_be_had(string section, int status, Type outcome)
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 100);
        if (section == "3.11")
        {
            await _bench.RespondAsync(invite, 180);
        }

        // The proxy of section 3.10 tries Bob in vain for a while.
        await _bench.PassAsync(section == "3.10" ? 14 : 0.2);
        await _bench.RespondAsync(invite, status);

        Assert.Equal("INVITE ACK", _bench.Wire.Trace);
        Assert.Equal(invite.TopVia!.Branch, _bench.LastRequest.TopVia!.Branch);
        Assert.IsType(outcome, await call.Result);
        await EndsWithoutRemainsAsync(call, CallEndKind.Rejected);
    }

    [Theory]
    [InlineData("3.9", 486)]
    [InlineData("3.11", 480)]
    public async Task Sections_3_9_and_3_11_Bob_is_not_to_be_had(string section, int status)
    {
        await _bench.InviteAsync();
        if (section == "3.11")
        {
            await _bench.Call.RingAsync(default);
        }

        await _bench.Call.RejectAsync(status, default);
        await _bench.ReceiveAsync(TestMessage.Request("ACK", toTag: _bench.LastResponse.To!.Tag!));

        Assert.Equal(section == "3.11" ? "100 180 480" : "100 486", _bench.Wire.Trace);
        await EndsWithoutRemainsAsync(_bench.Call, CallEndKind.Rejected);
    }

    [Fact]
    public async Task Section_3_10_an_INVITE_that_nobody_answers_is_sent_again_until_the_caller_gives_up()
    {
        var call = await _bench.DialAsync(ringFor: 60);
        await _bench.PassAsync(32.1);

        // Timer A at 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s.
        Assert.Equal("INVITE INVITE INVITE INVITE INVITE INVITE INVITE", _bench.Wire.Trace);
        Assert.Single(_bench.Wire.Requests.Select(request => request.TopVia!.Branch).Distinct());
        Assert.Equal(0, Assert.IsType<DialResult.Failed>(await call.Result).Status);
        await EndsWithoutRemainsAsync(call, CallEndKind.Rejected);
    }

    private Task FromFarEndAsync(OutboundCall call, string method, uint cseq, string more = "", string body = "")
    {
        var request = TestMessage.Request(
            method, $"z9hG4bKfar{method}{cseq}", call.Dialog!.Id.LocalTag, cseq, more, body.ReplaceLineEndings("\r\n"), callId: call.Dialog.Id.CallId);
        request.Headers.Set(HeaderName.Contact, "<sip:bob@192.0.2.207>");
        return _bench.ReceiveAsync(request);
    }

    /// <summary>Once the last timer has run out nothing is left of the call.</summary>
    private async Task EndsWithoutRemainsAsync(Call call, CallEndKind kind)
    {
        Assert.Equal(kind, call.End?.Kind);
        await _bench.PassAsync(65);
        Assert.Equal((0, 0), (_bench.Agent.Legs, _bench.Layer.Count));
    }
}
