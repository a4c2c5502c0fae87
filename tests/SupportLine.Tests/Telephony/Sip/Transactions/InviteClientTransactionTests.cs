using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transactions;

/// <summary>RFC 3261 section 17.1.1 and RFC 6026 section 7.2.</summary>
public sealed class InviteClientTransactionTests : IDisposable
{
    private readonly TransactionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Unanswered_it_is_sent_seven_times_by_timer_A_and_given_up_by_timer_B()
    {
        await _bench.SendAsync("INVITE");
        await _bench.PassAsync(0.45);
        Assert.Single(_bench.Wire.Sent);

        await _bench.PassAsync(0.05);
        Assert.Equal(2, _bench.Wire.Sent.Count);

        await _bench.PassAsync(1);
        Assert.Equal(3, _bench.Wire.Sent.Count);

        // 0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5 s
        await _bench.PassAsync(30.4);
        Assert.Equal(7, _bench.Wire.Sent.Count);
        Assert.Empty(_bench.Results);

        await _bench.PassAsync(0.1);
        Assert.Equal([0], _bench.Results);
        Assert.Equal(0, _bench.Layer.Count);
        Assert.Equal(0, _bench.Timers);
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("BYE")]
    public async Task Where_nobody_takes_the_connection_it_is_given_up_at_once(string method)
    {
        using var bench = new TransactionBench(TransportKind.Tcp);
        await bench.SendAsync(method);
        bench.Wire.NotSent!();
        bench.Wire.NotSent();
        await bench.DoAsync(() => { });

        Assert.Equal([0], bench.Results);
        Assert.Equal((0, 0), (bench.Layer.Count, bench.Timers));
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("BYE")]
    public async Task What_is_told_of_a_connection_after_the_answer_changes_nothing(string method)
    {
        using var bench = new TransactionBench(TransportKind.Tcp);
        var sent = await bench.SendAsync(method);
        await bench.ReceiveAsync(TestMessage.Response(sent.Request, 200));
        bench.Wire.NotSent!();
        await bench.DoAsync(() => { });

        Assert.Equal([200], bench.Results);
    }

    [Fact]
    public async Task A_provisional_answer_stops_timers_A_and_B()
    {
        var sent = await _bench.SendAsync("INVITE");
        await _bench.ReceiveAsync(TestMessage.Response(sent.Request, 180));
        await _bench.PassAsync(60);

        Assert.Equal("INVITE", _bench.Wire.Trace);
        Assert.Equal([180], _bench.Results);
        Assert.Equal(1, _bench.Layer.Count);
    }

    [Fact]
    public async Task A_refusal_is_acknowledged_by_the_transaction_with_its_branch_route_and_number()
    {
        var sent = await _bench.SendAsync("INVITE");
        await _bench.ReceiveAsync(TestMessage.Response(sent.Request, 486));

        var ack = Assert.IsType<SipRequest>(_bench.Wire.Sent[^1]);
        Assert.Equal(SipMethod.Ack, ack.Method);
        Assert.Equal(sent.Request.TopVia!.Branch, ack.TopVia!.Branch);
        Assert.Equal(1, ack.Headers.CountOf(HeaderName.Via));
        Assert.Equal("<sip:198.51.100.9;lr>", ack.Headers.Get(HeaderName.Route));
        Assert.Equal(new CSeq(7, SipMethod.Ack), ack.CSeq);
        Assert.Equal("peertag", ack.To!.Tag);
        Assert.Equal([486], _bench.Results);
    }

    [Fact]
    public async Task A_repeated_refusal_is_acknowledged_again_but_not_told_again_until_timer_D()
    {
        var sent = await _bench.SendAsync("INVITE");
        var refusal = TestMessage.Response(sent.Request, 486);
        await _bench.ReceiveAsync(refusal);
        await _bench.PassAsync(31);
        await _bench.ReceiveAsync(refusal);
        Assert.Equal("INVITE ACK ACK", _bench.Wire.Trace);
        Assert.Equal([486], _bench.Results);

        await _bench.PassAsync(1);
        await _bench.ReceiveAsync(refusal);
        Assert.Equal("INVITE ACK ACK", _bench.Wire.Trace);
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public async Task Every_200_reaches_the_core_until_timer_M()
    {
        var sent = await _bench.SendAsync("INVITE");
        await _bench.ReceiveAsync(TestMessage.Response(sent.Request, 200, "one"));
        await _bench.PassAsync(10);
        await _bench.ReceiveAsync(TestMessage.Response(sent.Request, 200, "two"));
        await _bench.ReceiveAsync(TestMessage.Response(sent.Request, 486, "three"));
        Assert.Equal([200, 200], _bench.Results);
        Assert.Equal("INVITE", _bench.Wire.Trace);

        await _bench.PassAsync(22);
        Assert.Equal(0, _bench.Layer.Count);
        Assert.Equal(0, _bench.Timers);
    }

    [Fact]
    public async Task Over_a_stream_nothing_is_sent_twice_and_a_refusal_ends_it_at_once()
    {
        using var bench = new TransactionBench(TransportKind.Tcp);
        var sent = await bench.SendAsync("INVITE");
        await bench.PassAsync(20);
        Assert.Equal("INVITE", bench.Wire.Trace);

        await bench.ReceiveAsync(TestMessage.Response(sent.Request, 486));
        Assert.Equal("INVITE ACK", bench.Wire.Trace);
        Assert.Equal(0, bench.Layer.Count);
    }

    [Fact]
    public async Task A_CANCEL_has_the_branch_of_its_INVITE_and_a_transaction_of_its_own()
    {
        var invite = await _bench.SendAsync("INVITE");
        await _bench.ReceiveAsync(TestMessage.Response(invite.Request, 100));
        await _bench.DoAsync(() => _bench.Layer.Cancel(invite, Cancel(invite.Request), _bench));
        Assert.Equal("INVITE CANCEL", _bench.Wire.Trace);
        Assert.Equal(invite.Request.TopVia!.Branch, _bench.Wire.Sent[1].TopVia!.Branch);

        await _bench.ReceiveAsync(TestMessage.Response(_bench.Wire.Requests.Last(), 200));
        await _bench.ReceiveAsync(TestMessage.Response(invite.Request, 487));
        Assert.Equal([100, 200, 487], _bench.Results);
    }

    [Fact]
    public async Task An_answer_with_another_branch_or_method_belongs_to_nobody()
    {
        var sent = await _bench.SendAsync("INVITE");
        var stranger = new SipResponse(200, "OK");
        foreach (var (name, value) in TestMessage.Response(sent.Request, 200).Headers.All())
        {
            stranger.Headers.Add(name, name == HeaderName.Via ? value.Replace("branch=z9hG4bK", "branch=z9hG4bKx", StringComparison.Ordinal) : value);
        }

        await _bench.ReceiveAsync(stranger);
        Assert.Empty(_bench.Results);
    }

    private static SipRequest Cancel(SipRequest invite)
    {
        var cancel = new SipRequest(SipMethod.Cancel, invite.RequestUriText);
        foreach (var name in new[] { HeaderName.Via, HeaderName.From, HeaderName.To, HeaderName.CallId })
        {
            cancel.Headers.Add(name, invite.Headers.Get(name)!);
        }

        cancel.Headers.Add(HeaderName.CSeq, "7 CANCEL");
        return cancel;
    }
}
