using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>What a peer does in a call that stands: RFC 3261 sections 12.2.2 and 14.2, RFC 3311.</summary>
public sealed class InDialogTests : IDisposable, IAsyncLifetime
{
    private static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.77");

    private readonly SipBench _bench = new();

    public async Task InitializeAsync()
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("a=sendonly", "198.51.100.9", "a=recvonly")]
    [InlineData("a=inactive", "198.51.100.9", "a=inactive")]
    [InlineData("a=sendrecv", "0.0.0.0", "m=audio")]
    public async Task Hold_is_answered_as_it_is_asked_and_undone(string direction, string address, string expected)
    {
        await _bench.OfferAsync("INVITE", 2, Sdp(direction, address));
        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Contains(expected, SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
        await _bench.AckAsync(2);

        await _bench.OfferAsync("INVITE", 3, Sdp("a=sendrecv", "198.51.100.9"));
        Assert.Contains("a=sendrecv", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
        await _bench.AckAsync(3);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task Audio_is_switched_off_and_on_again_in_a_call_that_goes_on()
    {
        await _bench.OfferAsync("INVITE", 2, SipBench.Offer.Replace("m=audio 4000", "m=audio 0", StringComparison.Ordinal));
        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Contains("m=audio 0 RTP/AVP", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
        await _bench.AckAsync(2);

        await _bench.OfferAsync("INVITE", 3, SipBench.Offer);
        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.DoesNotContain("m=audio 0 ", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
        await _bench.AckAsync(3);
        Assert.Null(_bench.Call.End);
    }

    [Theory]
    [InlineData(4008, false)]
    [InlineData(0, true)]
    public async Task Audio_that_is_off_is_offered_where_we_are_asked_for_an_offer_and_is_on_where_that_is_taken(int port, bool isOff)
    {
        await _bench.OfferAsync("INVITE", 2, SipBench.Offer.Replace("m=audio 4000", "m=audio 0", StringComparison.Ordinal));
        await _bench.AckAsync(2);
        await _bench.InDialogAsync("INVITE", 3);
        Assert.Contains("m=audio ", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
        Assert.DoesNotContain("m=audio 0 ", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);

        await _bench.AckAsync(3, SipBench.Offer.Replace("m=audio 4000", $"m=audio {port}", StringComparison.Ordinal));
        Assert.Equal(isOff, _bench.Call.Media.Agreed?.IsOff);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task A_reINVITE_without_an_offer_gets_ours()
    {
        await _bench.InDialogAsync("INVITE", 2);
        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Contains("m=audio", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);

        await _bench.AckAsync(2, SipBench.Offer);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task A_reINVITE_we_cannot_speak_is_488_and_the_call_goes_on()
    {
        await _bench.OfferAsync("INVITE", 2, SipBench.Offer.Replace("m=audio 4000 RTP/AVP 0 8 96", "m=image 4000 udptl t38", StringComparison.Ordinal));

        Assert.Equal(488, _bench.LastResponse.Status);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task A_reINVITE_whose_200_is_never_acknowledged_ends_the_call()
    {
        await _bench.OfferAsync("INVITE", 2, SipBench.Offer);
        await _bench.PassAsync(32);

        Assert.Equal(SipMethod.Bye, _bench.LastRequest.Method);
        Assert.Equal(CallEndKind.NoAck, _bench.Call.End?.Kind);
    }

    [Fact]
    public async Task A_second_INVITE_before_the_ACK_of_the_first_is_491()
    {
        await _bench.OfferAsync("INVITE", 2, SipBench.Offer);
        await _bench.OfferAsync("INVITE", 3, SipBench.Offer);

        Assert.Equal(491, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task An_old_number_is_500_and_does_nothing()
    {
        await _bench.InDialogAsync("OPTIONS", 9);
        await _bench.InDialogAsync("BYE", 8);

        Assert.Equal(500, _bench.LastResponse.Status);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task A_new_contact_is_where_our_BYE_goes()
    {
        var update = TestMessage.Request("UPDATE", "z9hG4bKupdate", _bench.Call.Dialog!.Id.LocalTag, 2);
        update.Headers.Set(HeaderName.Contact, "<sip:ana@198.51.100.77:5099>");
        await _bench.ReceiveAsync(update);
        Assert.Equal(200, _bench.LastResponse.Status);
        await _bench.Call.HangUpAsync(default);

        Assert.Equal("sip:ana@198.51.100.77:5099", _bench.LastRequest.RequestUriText);
        Assert.Equal("198.51.100.77:5099", _bench.Wire.SentTo[^1].ToString());
    }

    [Fact]
    public async Task A_BYE_to_whom_the_connection_is_closed_goes_to_where_he_listens()
    {
        using var bench = await SipBench.CalledByConnectionAsync();
        bench.Wire.Closed.Add(TestWire.There);
        await bench.Call.HangUpAsync(default);

        Assert.Equal(("BYE", "198.51.100.9:5090"), (bench.LastRequest.Method.Name, bench.Wire.SentTo[^1].ToString()));
    }

    [Fact]
    public async Task A_phone_that_moves_to_another_network_is_hung_up_there()
    {
        using var bench = new SipBench();
        await bench.ReceiveAsync(Behind("INVITE", "z9hG4bKpeer1", ""));
        await await bench.AnswerAsync();
        await bench.ReceiveAsync(Behind("INVITE", "z9hG4bKmoved", bench.Call.Dialog!.Id.LocalTag, 2), Elsewhere);
        await bench.AckAsync(2);
        await bench.Call.HangUpAsync(default);

        Assert.Equal((SipMethod.Bye, Elsewhere), (bench.LastRequest.Method, bench.Wire.SentTo[^1].Address));
    }

    [Fact]
    public async Task A_new_connection_to_a_trunk_that_phoned_us_has_to_prove_the_trunks_name()
    {
        using var bench = new SipBench(Secured, wire: new TestWire(TransportKind.Tls));
        await bench.InviteAsync();
        await await bench.AnswerAsync();
        bench.Wire.Closed.Add(TestWire.There);
        await bench.Call.HangUpAsync(default);

        Assert.Equal((SipMethod.Bye, "carrier.example.test"), (bench.LastRequest.Method, bench.Wire.Flows[^1].Host));
    }

    [Fact]
    public async Task A_new_way_by_another_transport_has_to_prove_the_trunks_name_too()
    {
        using var bench = new SipBench(Secured);
        var invite = Behind("INVITE", "z9hG4bKpeer1", "");
        invite.Headers.Set(HeaderName.Contact, "<sip:ana@198.51.100.9:5061;transport=tls>");
        await bench.ReceiveAsync(invite);
        await await bench.AnswerAsync();
        await bench.Call.HangUpAsync(default);

        Assert.Equal((TransportKind.Tls, "carrier.example.test"), (bench.Wire.Flows[^1].Kind, bench.Wire.Flows[^1].Host));
    }

    [Fact]
    public async Task An_UPDATE_with_an_offer_is_answered_at_once()
    {
        await _bench.OfferAsync("UPDATE", 2, Sdp("a=sendonly", "198.51.100.9"));

        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Contains("a=recvonly", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_UPDATE_with_an_offer_while_ours_is_open_is_491()
    {
        await _bench.InDialogAsync("INVITE", 2);
        await _bench.OfferAsync("UPDATE", 3, SipBench.Offer);

        Assert.Equal(491, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task An_UPDATE_with_an_offer_before_the_answer_is_asked_to_come_back()
    {
        using var bench = new SipBench();
        await bench.InviteAsync();
        await bench.Call.RingAsync(default);
        await bench.OfferAsync("UPDATE", 2, SipBench.Offer);

        Assert.Equal(500, bench.LastResponse.Status);
        Assert.True(bench.LastResponse.Headers.Has("Retry-After"));
    }

    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", 200)]
    [InlineData("application/dtmf-relay", "Signal= *\nDuration= 100", 200)]
    [InlineData("application/dtmf", "11", 200)]
    [InlineData("application/dtmf", "nonsense", 200)]
    [InlineData("application/xml", "<x/>", 415)]
    [InlineData("application/xml\nInfo-Package: example", "<x/>", 469)]
    [InlineData("application/xml\nInfo-Package: example", "", 469)]
    [InlineData("application/xml", "", 200)]
    public async Task INFO_with_keys_is_taken_and_any_other_body_refused(string type, string body, int status)
    {
        await _bench.InDialogAsync("INFO", 2, $"Content-Type: {type}", body);

        Assert.Equal(status, _bench.LastResponse.Status);
        Assert.Equal(status == 415, _bench.LastResponse.Headers.Has("Accept"));
        Assert.Equal(status == 469, _bench.LastResponse.Headers.Has("Recv-Info"));
    }

    [Fact]
    public async Task An_unknown_method_or_extension_in_the_dialog_is_refused_and_the_call_goes_on()
    {
        await _bench.InDialogAsync("MESSAGE", 2);
        Assert.Equal(405, _bench.LastResponse.Status);
        await _bench.InDialogAsync("INFO", 3, "Require: gruu");
        Assert.Equal(420, _bench.LastResponse.Status);
        await _bench.InDialogAsync("PRACK", 4, "RAck: 1 1 INVITE");
        Assert.Equal(481, _bench.LastResponse.Status);

        Assert.Null(_bench.Call.End);
    }

    private static CallEngineOptions Secured(CallEngineOptions options) => options with
    {
        Trunks = [new Trunk("the carrier", [IPNetwork.Parse("198.51.100.9/32")], false, null) { Transport = "tls", Domain = "carrier.example.test", Encryption = MediaEncryption.Off }],
    };

    /// <summary>A request with an offer, of a phone in a private network.</summary>
    private static SipRequest Behind(string method, string branch, string toTag, uint cseq = 1)
    {
        var request = TestMessage.Request(method, branch, toTag, cseq, "Content-Type: application/sdp", SipBench.Offer.ReplaceLineEndings("\r\n"));
        request.Headers.Set(HeaderName.Contact, "<sip:ana@10.1.2.3:5060>");
        return request;
    }

    private static string Sdp(string direction, string address) =>
        SipBench.Offer.Replace("c=IN IP4 198.51.100.9", $"c=IN IP4 {address}", StringComparison.Ordinal) + direction + "\n";
}
