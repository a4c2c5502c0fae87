using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>RFC 3261 sections 8.2 and 11.2: each refusal with what stands beside it.</summary>
public sealed class RefusingTests : IDisposable
{
    private readonly SipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_unknown_number_is_404()
    {
        await _bench.InviteAsync(uri: "sip:9999@192.0.2.1");

        Assert.Equal("100 404", _bench.Wire.Trace);
        Assert.Empty(_bench.Incoming);
    }

    [Fact]
    public async Task A_source_nobody_has_named_is_403()
    {
        await _bench.InviteAsync(from: IPAddress.Parse("203.0.113.5"));

        Assert.Equal("403", _bench.Wire.Trace);
        Assert.Empty(_bench.Incoming);
    }

    [Theory]
    [InlineData("REGISTER", 405)]
    [InlineData("SUBSCRIBE", 405)]
    [InlineData("MESSAGE", 405)]
    [InlineData("FROBNICATE", 501)]
    public async Task A_method_we_do_not_take_is_refused_with_those_we_do(string method, int status)
    {
        await _bench.ReceiveAsync(TestMessage.Request(method));

        Assert.Equal(status, _bench.LastResponse.Status);
        Assert.Equal("INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO, PRACK, REFER", _bench.LastResponse.Headers.Get("Allow"));
    }

    [Theory]
    [InlineData("BYE")]
    [InlineData("INFO")]
    [InlineData("UPDATE")]
    [InlineData("PRACK")]
    [InlineData("NOTIFY")]
    public async Task What_belongs_to_a_dialog_is_481_outside_one(string method)
    {
        await _bench.ReceiveAsync(TestMessage.Request(method));
        await _bench.ReceiveAsync(TestMessage.Request(method, "z9hG4bKtagged", toTag: "nobody"));

        Assert.Equal("481 481", _bench.Wire.Trace);
    }

    [Fact]
    public async Task A_body_that_is_no_session_description_is_415_with_what_would_be()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE", more: "Content-Type: text/plain", body: "hello"));

        Assert.Equal(415, _bench.LastResponse.Status);
        Assert.Equal("application/sdp", _bench.LastResponse.Headers.Get("Accept"));
    }

    [Fact]
    public async Task A_compressed_body_is_415()
    {
        await _bench.InviteAsync("Content-Encoding: gzip");

        Assert.Equal(415, _bench.LastResponse.Status);
        Assert.Equal("identity", _bench.LastResponse.Headers.Get("Accept-Encoding"));
    }

    [Fact]
    public async Task A_body_that_may_be_passed_over_is()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE", more: "Content-Type: text/plain\nContent-Disposition: render;handling=optional", body: "hello"));

        Assert.Equal("100", _bench.Wire.Trace);
        Assert.Single(_bench.Incoming);
    }

    [Fact]
    public async Task Extensions_we_do_not_know_are_420_with_their_tags()
    {
        await _bench.InviteAsync("Require: timer, precondition, gruu");

        Assert.Equal(420, _bench.LastResponse.Status);
        Assert.Equal("precondition, gruu", _bench.LastResponse.Headers.Get("Unsupported"));
    }

    [Fact]
    public async Task An_offer_of_nothing_we_speak_is_488()
    {
        await _bench.InviteAsync(body: SipBench.Offer.Replace("m=audio 4000 RTP/AVP 0 8 96", "m=video 4000 RTP/AVP 31", StringComparison.Ordinal));

        Assert.Equal("100 488", _bench.Wire.Trace);
        Assert.Equal(0, _bench.Agent.Legs);
    }

    [Fact]
    public async Task A_scheme_that_is_no_telephones_is_416()
    {
        await _bench.InviteAsync(uri: "http://192.0.2.1");

        Assert.Equal(416, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task A_tel_address_is_a_number_like_any()
    {
        await _bench.InviteAsync(uri: "tel:5000");

        Assert.Equal("5000", _bench.Call.Dialled);
    }

    [Fact]
    public async Task A_request_without_what_identifies_it_is_400()
    {
        var request = TestMessage.Request("OPTIONS");
        request.Headers.Set(HeaderName.CSeq, "1 INVITE");
        await _bench.ReceiveAsync(TestMessage.Parse(request.ToBytes()));

        Assert.Equal(400, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task The_same_INVITE_by_two_ways_is_482()
    {
        await _bench.InviteAsync();
        await _bench.InviteAsync(branch: "z9hG4bKforked");

        Assert.Equal(482, _bench.LastResponse.Status);
        Assert.Single(_bench.Incoming);
    }

    [Fact]
    public async Task A_request_that_ran_out_of_hops_is_answered_by_its_end()
    {
        var options = TestMessage.Request("OPTIONS");
        options.Headers.Set(HeaderName.MaxForwards, "0");
        await _bench.ReceiveAsync(options);

        // Only a proxy refuses it (RFC 3261 section 16.3, RFC 4475 section 3.3.11).
        Assert.Equal(200, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task A_full_house_is_503_without_a_time_to_come_back()
    {
        using var bench = new SipBench(options => options with { MaxCalls = 1 });
        await bench.InviteAsync();
        await bench.ReceiveAsync(TestMessage.Request("INVITE", "z9hG4bKtwo", callId: "two", more: "Content-Type: application/sdp", body: SipBench.Offer));

        Assert.Equal(503, bench.LastResponse.Status);
        Assert.False(bench.LastResponse.Headers.Has("Retry-After"));
    }

    [Fact]
    public async Task While_draining_new_calls_and_probes_are_503_and_calls_that_stand_go_on()
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
        await _bench.DoAsync(() => _bench.Agent.Draining = true);

        await _bench.ReceiveAsync(TestMessage.Request("INVITE", "z9hG4bKtwo", callId: "two", more: "Content-Type: application/sdp", body: SipBench.Offer));
        Assert.Equal(503, _bench.LastResponse.Status);
        Assert.True(_bench.LastResponse.Headers.Has("Retry-After"));

        await _bench.ReceiveAsync(TestMessage.Request("OPTIONS", "z9hG4bKprobe", callId: "probe"));
        Assert.Equal(503, _bench.LastResponse.Status);

        await _bench.InDialogAsync("OPTIONS", 2);
        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task OPTIONS_tells_what_we_can()
    {
        await _bench.ReceiveAsync(TestMessage.Request("OPTIONS"));

        var response = _bench.LastResponse;
        Assert.Equal(200, response.Status);
        Assert.Equal("application/sdp", response.Headers.Get("Accept"));
        Assert.Equal("timer, 100rel, replaces", response.Headers.Get("Supported"));
        Assert.True(response.Headers.Has("Allow"));
    }

    [Fact]
    public async Task Out_of_media_ports_is_503()
    {
        for (var i = 0; i < 11; i++)
        {
            await _bench.ReceiveAsync(TestMessage.Request("INVITE", $"z9hG4bK{i}", callId: $"call{i}", more: "Content-Type: application/sdp", body: SipBench.Offer));
        }

        Assert.Equal(10, _bench.Incoming.Count);
        Assert.Equal(503, _bench.LastResponse.Status);
    }
}
