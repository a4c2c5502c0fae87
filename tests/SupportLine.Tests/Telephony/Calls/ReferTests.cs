using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>REFER (RFC 3515) and what is told of it; nobody but the site's own phones may ask.</summary>
public sealed class ReferTests : IDisposable
{
    private const string ToBela = "Refer-To: <sip:bela@192.0.2.1>";

    private readonly SipBench _bench = new();

    private IEnumerable<SipRequest> Notifies => _bench.Wire.Requests.Where(request => request.Method == SipMethod.Notify);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Who_is_no_phone_of_ours_has_us_phone_nobody()
    {
        await CallAsync(phone: null);
        await _bench.InDialogAsync("REFER", 2, ToBela);

        Assert.Equal(403, _bench.LastResponse.Status);
        Assert.Empty(Notifies);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task Outside_of_a_call_nobody_may_ask()
    {
        var refer = TestMessage.Request("REFER", more: ToBela);
        refer.ProvenFrom = "anna";
        await _bench.ReceiveAsync(refer);
        Assert.Equal(403, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task One_that_is_taken_is_told_of_until_its_time_is_over()
    {
        await CallAsync("anna");
        await _bench.InDialogAsync("REFER", 2, ToBela);

        Assert.Equal(202, _bench.LastResponse.Status);
        var trying = Assert.Single(Notifies);
        Assert.Equal(("refer", "active;expires=180", "SIP/2.0 100 Trying"), Told(trying));
        await _bench.RespondAsync(trying, 200);

        await _bench.PassAsync(181);
        Assert.Equal(("refer", "terminated;reason=timeout", "SIP/2.0 408 Request Timeout"), Told(Notifies.Last()));
        await _bench.RespondAsync(Notifies.Last(), 200);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task It_is_told_of_after_the_phone_has_hung_up_too()
    {
        await CallAsync("anna");
        await _bench.InDialogAsync("REFER", 2, ToBela);
        await _bench.RespondAsync(Notifies.Single(), 200);
        await _bench.InDialogAsync("BYE", 3);
        Assert.NotNull(_bench.Call.End);

        await _bench.PassAsync(181);
        Assert.Equal("SIP/2.0 408 Request Timeout", Told(Notifies.Last()).Fragment);
    }

    [Fact]
    public async Task Later_ones_of_a_dialog_are_told_apart_by_their_number()
    {
        await CallAsync("anna");
        await _bench.InDialogAsync("REFER", 2, ToBela);
        await _bench.InDialogAsync("REFER", 3, ToBela);
        Assert.Equal(["refer", "refer;id=3"], Notifies.Select(notify => Told(notify).Event));
    }

    [Fact]
    public async Task Who_does_not_know_of_it_is_told_no_more()
    {
        await CallAsync("anna");
        await _bench.InDialogAsync("REFER", 2, ToBela);
        await _bench.RespondAsync(Notifies.Single(), 481);
        await _bench.PassAsync(181);
        Assert.Single(Notifies);
    }

    [Fact]
    public async Task Who_wants_to_be_told_nothing_is_told_nothing()
    {
        await CallAsync("anna");
        await _bench.InDialogAsync("REFER", 2, ToBela + "\nRefer-Sub: false");
        Assert.Equal((202, "false"), (_bench.LastResponse.Status, _bench.LastResponse.Headers.Get("Refer-Sub")));
        await _bench.PassAsync(181);
        Assert.Empty(Notifies);
    }

    [Theory]
    [InlineData("Subject: nobody", 400)]
    [InlineData("Refer-To: <sip:bela@192.0.2.1>\nRefer-To: <sip:carl@192.0.2.1>", 400)]
    [InlineData("Refer-To: <tel:+525512345678>", 400)]
    [InlineData("Refer-To: <sip:192.0.2.1>", 400)]
    [InlineData("Refer-To: <sip:bela@192.0.2.1;method=BYE>", 603)]
    [InlineData("Refer-To: <sip:bela@192.0.2.1?Replaces=nobody%3Bto-tag%3Da%3Bfrom-tag%3Db>", 603)]
    [InlineData("Refer-To: <sip:bela@192.0.2.1?Replaces=nobody>", 603)]
    public async Task What_cannot_be_done_is_refused_and_the_call_goes_on(string more, int status)
    {
        await CallAsync("anna");
        await _bench.InDialogAsync("REFER", 2, more);
        Assert.Equal(status, _bench.LastResponse.Status);
        Assert.Empty(Notifies);
        Assert.Null(_bench.Call.End);
    }

    [Theory]
    [InlineData("anna", "bela", "", 100)]
    [InlineData("anna", null, "", 403)]
    [InlineData(null, "bela", "", 403)]
    [InlineData("anna", "bela", ";early-only", 486)]
    public async Task Only_a_phone_takes_the_place_of_a_phone(string? there, string? by, string more, int status)
    {
        await CallAsync(there);
        var dialog = _bench.Call.Dialog!.Id;
        await _bench.ReceiveAsync(Replacing($"{dialog.CallId};to-tag={dialog.LocalTag};from-tag={dialog.RemoteTag}{more}", by));

        Assert.Equal(status, _bench.LastResponse.Status);
        Assert.Equal(status == 100, _bench.Incoming.Count == 2 && _bench.Incoming[1].TakesPlaceOf == _bench.Incoming[0]);
    }

    [Theory]
    [InlineData("nobody;to-tag=a;from-tag=b", 481)]
    [InlineData("nobody;to-tag=a", 400)]
    [InlineData("nobody", 400)]
    [InlineData("nobody;to-tag=a;from-tag=b\nReplaces: more;to-tag=a;from-tag=b", 400)]
    public async Task A_place_that_is_not_there_is_not_taken(string replaces, int status)
    {
        await _bench.ReceiveAsync(Replacing(replaces, "bela"));
        Assert.Equal(status, _bench.LastResponse.Status);
        Assert.Empty(_bench.Incoming);
    }

    private static SipRequest Replacing(string replaces, string? phone)
    {
        var invite = TestMessage.Request(
            "INVITE", "z9hG4bKreplacing", more: $"Replaces: {replaces}\nContent-Type: application/sdp", body: SipBench.Offer.ReplaceLineEndings("\r\n"), callId: "another@peer", fromTag: "another", uri: "sip:supportline@192.0.2.1");
        invite.ProvenFrom = phone;
        return invite;
    }

    private static (string? Event, string? State, string Fragment) Told(SipRequest notify)
    {
        Assert.Equal("message/sipfrag;version=2.0", notify.Headers.Get(HeaderName.ContentType));
        return (notify.Headers.Get("Event"), notify.Headers.Get("Subscription-State"), SipBench.BodyOf(notify).TrimEnd());
    }

    /// <summary>An answered call, of a phone of the site's or of anybody.</summary>
    private async Task CallAsync(string? phone)
    {
        var invite = TestMessage.Request("INVITE", more: "Content-Type: application/sdp", body: SipBench.Offer.ReplaceLineEndings("\r\n"));
        invite.ProvenFrom = phone;
        await _bench.ReceiveAsync(invite);
        await await _bench.AnswerAsync();
    }
}
