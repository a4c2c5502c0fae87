using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transactions;

/// <summary>RFC 3261 section 17.2.1 and RFC 6026 section 7.1.</summary>
public sealed class InviteServerTransactionTests : IDisposable
{
    private readonly TransactionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_repeated_INVITE_reaches_the_core_once_and_gets_the_last_provisional_again()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        Assert.Empty(_bench.Wire.Sent);

        await _bench.RespondAsync(100);
        await _bench.RespondAsync(180);
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));

        Assert.Single(_bench.Requests);
        Assert.Equal("100 180 180", _bench.Wire.Trace);
    }

    [Fact]
    public async Task A_refusal_is_repeated_by_timer_G_until_timer_H()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        await _bench.RespondAsync(486);

        // 0, 0.5, 1.5, 3.5, then each 4 s: 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5 s
        await _bench.PassAsync(31.9);
        Assert.Equal(11, _bench.Wire.Sent.Count);
        Assert.Equal(1, _bench.Layer.Count);

        await _bench.PassAsync(0.1);
        Assert.Equal(0, _bench.Layer.Count);
        Assert.Equal(0, _bench.Timers);
    }

    [Fact]
    public async Task The_ACK_to_a_refusal_stops_it_and_stays_with_the_transaction()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        await _bench.RespondAsync(486);
        await _bench.ReceiveAsync(TestMessage.Request("ACK", toTag: "ourtag"));
        await _bench.PassAsync(4.9);
        await _bench.ReceiveAsync(TestMessage.Request("ACK", toTag: "ourtag"));

        Assert.Equal("486", _bench.Wire.Trace);
        Assert.Empty(_bench.Acks);
        Assert.Equal(1, _bench.Layer.Count);

        // Timer I
        await _bench.PassAsync(0.1);
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public async Task A_repeated_INVITE_after_a_refusal_gets_the_refusal_again()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        await _bench.RespondAsync(486);
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));

        Assert.Equal("486 486", _bench.Wire.Trace);
        Assert.Single(_bench.Requests);
    }

    [Fact]
    public async Task After_a_200_repeated_INVITEs_are_absorbed_until_timer_L()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        await _bench.RespondAsync(200);
        await _bench.PassAsync(31.9);
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        Assert.Equal("200", _bench.Wire.Trace);
        Assert.Single(_bench.Requests);

        await _bench.PassAsync(0.1);
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public async Task A_lost_200_can_be_sent_again_by_the_core()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        await _bench.RespondAsync(200);
        await _bench.RespondAsync(200);
        await _bench.RespondAsync(486);

        Assert.Equal("200 200", _bench.Wire.Trace);
    }

    [Theory]
    [InlineData("z9hG4bKpeer1")]
    [InlineData("z9hG4bKother")]
    public async Task The_ACK_to_a_200_is_the_cores_whatever_its_branch(string branch)
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        await _bench.RespondAsync(200);
        await _bench.ReceiveAsync(TestMessage.Request("ACK", branch, toTag: "ourtag"));

        Assert.Single(_bench.Acks);
    }

    [Fact]
    public async Task A_CANCEL_finds_the_INVITE_of_its_branch_and_no_other()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        var invite = Assert.IsType<InviteServerTransaction>(_bench.Last);
        await _bench.ReceiveAsync(TestMessage.Request("CANCEL"));

        Assert.Equal(2, _bench.Requests.Count);
        Assert.Same(invite, _bench.Layer.Cancelled(_bench.Last.Request));
        Assert.Null(_bench.Layer.Cancelled(TestMessage.Request("CANCEL", "z9hG4bKother")));
    }

    [Fact]
    public async Task A_peer_without_the_magic_cookie_is_matched_by_what_identifies_its_request()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE", "1"));
        await _bench.ReceiveAsync(TestMessage.Request("INVITE", "1"));
        Assert.Single(_bench.Requests);

        await _bench.ReceiveAsync(TestMessage.Request("INVITE", "1", callId: "another"));
        await _bench.ReceiveAsync(TestMessage.Request("INVITE", "1", cseq: 2));
        Assert.Equal(3, _bench.Requests.Count);
    }

    [Fact]
    public async Task The_same_request_by_two_ways_is_seen_as_merged()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE"));
        Assert.False(_bench.Layer.IsMerged(_bench.Last));

        await _bench.ReceiveAsync(TestMessage.Request("INVITE", "z9hG4bKforked"));
        Assert.True(_bench.Layer.IsMerged(_bench.Last));
    }

    [Fact]
    public async Task Over_a_stream_a_refusal_is_not_repeated_but_awaits_its_ACK()
    {
        using var bench = new TransactionBench(TransportKind.Tcp);
        await bench.ReceiveAsync(TestMessage.Request("INVITE"));
        await bench.RespondAsync(486);
        await bench.PassAsync(10);
        Assert.Equal("486", bench.Wire.Trace);
        Assert.Equal(1, bench.Layer.Count);

        await bench.ReceiveAsync(TestMessage.Request("ACK", toTag: "ourtag"));
        Assert.Equal(0, bench.Layer.Count);
    }
}
