using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transactions;

/// <summary>RFC 3261 sections 17.1.2 and 17.2.2.</summary>
public sealed class NonInviteTransactionTests : IDisposable
{
    private readonly TransactionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Unanswered_it_is_sent_eleven_times_by_timer_E_and_given_up_by_timer_F()
    {
        await _bench.SendAsync("BYE");

        // 0, 0.5, 1.5, 3.5, then each 4 s
        await _bench.PassAsync(31.9);
        Assert.Equal(11, _bench.Wire.Sent.Count);
        Assert.Empty(_bench.Results);

        await _bench.PassAsync(0.1);
        Assert.Equal([0], _bench.Results);
        Assert.Equal(0, _bench.Layer.Count);
        Assert.Equal(0, _bench.Timers);
    }

    [Fact]
    public async Task After_a_provisional_answer_it_is_sent_each_T2_and_timer_F_goes_on()
    {
        var sent = await _bench.SendAsync("BYE");
        await _bench.ReceiveAsync(TestMessage.Response(sent.Request, 100));

        // The interval under way ends at 0.5 s; from there each 4 s: 4.5, ... 28.5 s
        await _bench.PassAsync(31.9);
        Assert.Equal(9, _bench.Wire.Sent.Count);

        await _bench.PassAsync(0.1);
        Assert.Equal([100, 0], _bench.Results);
    }

    [Fact]
    public async Task A_final_answer_is_told_once_and_its_repetitions_absorbed_until_timer_K()
    {
        var sent = await _bench.SendAsync("BYE");
        await _bench.ReceiveAsync(TestMessage.Response(sent.Request, 200));
        await _bench.ReceiveAsync(TestMessage.Response(sent.Request, 200));
        await _bench.PassAsync(4.95);
        Assert.Equal([200], _bench.Results);
        Assert.Equal(1, _bench.Layer.Count);

        await _bench.PassAsync(0.05);
        Assert.Equal(0, _bench.Layer.Count);
        Assert.Equal("BYE", _bench.Wire.Trace);
    }

    [Fact]
    public async Task A_repeated_request_is_absorbed_and_answered_as_before_until_timer_J()
    {
        await _bench.ReceiveAsync(TestMessage.Request("OPTIONS"));
        await _bench.ReceiveAsync(TestMessage.Request("OPTIONS"));
        Assert.Empty(_bench.Wire.Sent);

        await _bench.RespondAsync(200);
        await _bench.RespondAsync(500);
        await _bench.ReceiveAsync(TestMessage.Request("OPTIONS"));
        Assert.Equal("200 200", _bench.Wire.Trace);
        Assert.Single(_bench.Requests);

        await _bench.PassAsync(32);
        Assert.Equal(0, _bench.Layer.Count);
        Assert.Equal(0, _bench.Timers);
    }

    [Fact]
    public async Task The_same_branch_with_another_method_or_sender_is_another_transaction()
    {
        await _bench.ReceiveAsync(TestMessage.Request("OPTIONS"));
        await _bench.ReceiveAsync(TestMessage.Request("INFO"));
        Assert.Equal(2, _bench.Requests.Count);

        var other = TestMessage.Request("OPTIONS");
        other.SetTopVia(other.TopVia! with { Port = 5099 });
        await _bench.ReceiveAsync(other);
        Assert.Equal(3, _bench.Requests.Count);
    }

    [Fact]
    public async Task Over_a_stream_a_final_answer_ends_both_sides_at_once()
    {
        using var bench = new TransactionBench(TransportKind.Tls);
        var sent = await bench.SendAsync("OPTIONS");
        await bench.PassAsync(10);
        Assert.Equal("OPTIONS", bench.Wire.Trace);
        await bench.ReceiveAsync(TestMessage.Response(sent.Request, 200));
        await bench.ReceiveAsync(TestMessage.Request("OPTIONS"));
        await bench.RespondAsync(200);

        Assert.Equal(0, bench.Layer.Count);
        Assert.Equal(0, bench.Timers);
    }

    [Fact]
    public async Task An_abandoned_request_is_forgotten_with_its_timers()
    {
        var sent = await _bench.SendAsync("INVITE");
        await _bench.DoAsync(sent.Abandon);

        Assert.Equal(0, _bench.Layer.Count);
        Assert.Equal(0, _bench.Timers);
        Assert.Empty(_bench.Results);
    }
}
