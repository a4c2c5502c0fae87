using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Rtp;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>RFC 3261 sections 9.2, 13.3 and 15.</summary>
public sealed class AnsweringTests : IDisposable
{
    private readonly SipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_call_is_tried_rung_and_answered_with_our_tag_contact_and_sdp()
    {
        await _bench.InviteAsync();
        await _bench.Call.RingAsync(default);
        var answering = await _bench.AnswerAsync();
        await answering;

        Assert.Equal("100 180 200", _bench.Wire.Trace);
        var ok = _bench.LastResponse;
        Assert.Equal(_bench.Call.Dialog!.Id.LocalTag, ok.To!.Tag);
        Assert.Equal(ok.To.Tag, _bench.Wire.Responses.ElementAt(1).To!.Tag);
        Assert.Null(_bench.Wire.Responses.First().To!.Tag);
        Assert.Equal(TestWire.Here.Address.ToString(), ok.Contact!.Uri.Host);
        Assert.Contains("m=audio", SipBench.BodyOf(ok), StringComparison.Ordinal);
        Assert.Contains("BYE", ok.Headers.Get("Allow"), StringComparison.Ordinal);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task Audio_from_where_nobody_said_is_taken_for_the_caller_s_only_after_the_answer()
    {
        _bench.StartMedia();
        await _bench.InviteAsync();
        var media = _bench.Call.Media;
        using var stranger = new Stranger(media.Local.Port);
        stranger.Flood(new byte[160], 0, 8);
        await media.PlayAsync(MediaRig.Say(0.2), default).WaitAsync(Phone.Patience);
        Assert.Equal(0, media.Quality.PacketsReceived);

        await await _bench.AnswerAsync();

        await MediaRig.UntilAsync(media, () =>
        {
            stranger.Flood(new byte[160], 0, 4);
            return media.Quality.PacketsReceived > 0;
        });
    }

    [Fact]
    public async Task The_200_is_repeated_until_the_ACK_comes()
    {
        await _bench.InviteAsync();
        var answering = await _bench.BeginAnswerAsync();

        // 0, 0.5, 1.5, 3.5, 7.5 s
        await _bench.PassAsync(8);
        Assert.Equal(5, _bench.Wire.Responses.Count(response => response.Status == 200));
        Assert.False(answering.IsCompleted);

        await _bench.AckAsync();
        await answering;
        await _bench.PassAsync(30);
        Assert.Equal(5, _bench.Wire.Responses.Count(response => response.Status == 200));
    }

    [Fact]
    public async Task Without_an_ACK_the_call_is_ended_by_BYE_after_64_T1()
    {
        await _bench.InviteAsync();
        var answering = await _bench.BeginAnswerAsync();
        await _bench.PassAsync(31.9);
        Assert.Empty(_bench.Wire.Requests);

        await _bench.PassAsync(0.1);
        Assert.Equal(SipMethod.Bye, _bench.LastRequest.Method);
        var ended = await Assert.ThrowsAsync<CallEndedException>(() => answering);
        Assert.Equal(CallEndKind.NoAck, ended.End.Kind);
    }

    [Fact]
    public async Task Hanging_up_before_the_ACK_waits_for_it()
    {
        await _bench.InviteAsync();
        var answering = await _bench.BeginAnswerAsync();
        await _bench.Call.HangUpAsync(default);
        await _bench.PassAsync(3);
        Assert.Empty(_bench.Wire.Requests);
        Assert.Null(_bench.Call.End);

        await _bench.AckAsync();
        Assert.Equal(SipMethod.Bye, _bench.LastRequest.Method);
        Assert.Equal(CallEndKind.LocalHungUp, _bench.Call.End?.Kind);
        await Assert.ThrowsAsync<CallEndedException>(() => answering);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_ends_the_call_once()
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
        await _bench.InDialogAsync("BYE", 2);
        await _bench.Call.HangUpAsync(default);

        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Empty(_bench.Wire.Requests);
        Assert.Equal(new CallEnd(CallEndKind.RemoteHungUp), _bench.Call.End);
        Assert.True(_bench.Call.Ended.IsCancellationRequested);
        await Assert.ThrowsAsync<CallEndedException>(() => _bench.Call.RingAsync(default));
        await Assert.ThrowsAsync<CallEndedException>(() => _bench.Call.AnswerAsync(default));
    }

    [Fact]
    public async Task A_CANCEL_before_the_answer_ends_the_INVITE_with_487()
    {
        await _bench.InviteAsync();
        await _bench.Call.RingAsync(default);
        await _bench.ReceiveAsync(TestMessage.Request("CANCEL"));

        Assert.Equal("100 180 200 487", _bench.Wire.Trace);
        Assert.Equal(CallEndKind.Cancelled, _bench.Call.End?.Kind);
    }

    [Fact]
    public async Task A_CANCEL_that_crosses_the_200_changes_nothing()
    {
        await _bench.InviteAsync();
        var answering = await _bench.BeginAnswerAsync();
        await _bench.ReceiveAsync(TestMessage.Request("CANCEL"));
        await _bench.AckAsync();
        await answering;

        Assert.Equal("100 200 200", _bench.Wire.Trace);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task A_CANCEL_of_nothing_is_481()
    {
        await _bench.ReceiveAsync(TestMessage.Request("CANCEL"));

        Assert.Equal("481", _bench.Wire.Trace);
    }

    [Fact]
    public async Task A_BYE_before_the_answer_ends_the_INVITE_too()
    {
        await _bench.InviteAsync();
        await _bench.Call.RingAsync(default);
        await _bench.InDialogAsync("BYE", 2);

        Assert.Equal("100 180 200 487", _bench.Wire.Trace);
        Assert.Equal(CallEndKind.Cancelled, _bench.Call.End?.Kind);
    }

    [Fact]
    public async Task A_refusal_carries_its_status_and_is_repeated_by_the_transaction()
    {
        await _bench.InviteAsync();
        await _bench.Call.RejectAsync(486, default);
        await _bench.PassAsync(0.6);

        Assert.Equal("100 486 486", _bench.Wire.Trace);
        Assert.Equal(new CallEnd(CallEndKind.Rejected, 486), _bench.Call.End);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _bench.Call.RejectAsync(200, default));
    }

    [Fact]
    public async Task An_INVITE_without_an_offer_gets_ours_and_the_ACK_brings_the_answer()
    {
        await _bench.InviteAsync(body: null);
        await await _bench.AnswerAsync(SipBench.Offer);

        Assert.Contains("telephone-event", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task An_ACK_without_the_answer_it_owes_ends_the_call()
    {
        await _bench.InviteAsync(body: null);
        var answering = await _bench.AnswerAsync();

        Assert.Equal(SipMethod.Bye, _bench.LastRequest.Method);
        Assert.Equal(new CallEnd(CallEndKind.Rejected, 488), (await Assert.ThrowsAsync<CallEndedException>(() => answering)).End);
    }

    [Fact]
    public async Task Nobody_is_left_ringing_for_ever_and_ringing_is_said_each_minute()
    {
        await _bench.InviteAsync();
        await _bench.Call.RingAsync(default);
        await _bench.PassAsync(179);
        Assert.Equal("100 180 180 180", _bench.Wire.Trace);

        await _bench.PassAsync(1.5);
        Assert.Contains(_bench.Wire.Responses, response => response.Status == 500);
        Assert.Equal(CallEndKind.ServerError, _bench.Call.End?.Kind);
    }

    [Fact]
    public async Task No_call_lasts_longer_than_the_longest()
    {
        using var bench = new SipBench(options => options with { MaxCallLength = TimeSpan.FromMinutes(1) });
        await bench.InviteAsync();
        await await bench.AnswerAsync();
        await bench.PassAsync(60);

        Assert.Equal(SipMethod.Bye, bench.LastRequest.Method);
        Assert.Equal(CallEndKind.TooLong, bench.Call.End?.Kind);
    }

    [Fact]
    public async Task When_all_has_passed_nothing_remains()
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
        await _bench.InDialogAsync("BYE", 2);
        await _bench.PassAsync(40);

        Assert.Equal(0, _bench.Layer.Count);
        Assert.Equal(0, _bench.Agent.Legs);
        await _bench.DoAsync(() => Assert.Equal(0, _bench.Layer.Loop.TimerCount));
    }
}
