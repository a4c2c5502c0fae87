using System.Net;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Calls.Strangers;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>The open internet: who is neither a trunk nor allowed.</summary>
public sealed class StrangerTests : IDisposable
{
    private static readonly IPAddress Stranger = IPAddress.Parse("203.0.113.5");
    private static readonly IPAddress Carrier = IPAddress.Parse("198.51.100.50");

    private readonly SipBench _bench = new(options => options with
    {
        Trunks = [new Trunk("carrier", [IPNetwork.Parse("198.51.100.48/29")], false, new IPEndPoint(Carrier, 5060)), new Trunk("out", [], false, new IPEndPoint(IPAddress.Parse("192.0.2.77"), 5060))],
    });

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("INVITE")]
    [InlineData("OPTIONS")]
    [InlineData("REGISTER")]
    [InlineData("SUBSCRIBE")]
    public async Task A_stranger_is_refused_once_without_any_state(string method)
    {
        var request = TestMessage.Request(method);
        await _bench.ReceiveAsync(request, Stranger);
        await _bench.ReceiveAsync(request, Stranger);
        await _bench.PassAsync(40);

        // Never again by ourselves: its source may be made up.
        Assert.Equal("403 403", _bench.Wire.Trace);
        Assert.Single(_bench.Wire.Responses.Select(response => response.To!.Tag).Distinct());
        Assert.Equal((0, 0), (_bench.Layer.Count, _bench.Agent.Legs));
        Assert.Empty(_bench.Incoming);
    }

    [Fact]
    public async Task A_scanner_that_says_so_hears_nothing()
    {
        await _bench.ReceiveAsync(TestMessage.Request("OPTIONS", more: "User-Agent: friendly-scanner"), Stranger);
        Assert.Empty(_bench.Wire.Sent);
        Assert.Empty(_bench.Agent.Strangers.Bans);
    }

    [Fact]
    public async Task No_answer_is_longer_than_what_it_answers()
    {
        await _bench.ReceiveAsync(TestMessage.Parse("INVITE sip:5000@b SIP/2.0\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\nFrom: <sip:a@b>;tag=1\nTo: <sip:a@b>\nCall-ID: 1\nCSeq: 1 INVITE\n\n"), Stranger);
        Assert.Empty(_bench.Wire.Sent);
    }

    [Fact]
    public async Task Sweeps_end_in_a_ban_and_no_single_datagram_does()
    {
        for (var i = 1; i < StrangerWatch.MostByDatagram; i++) await SweepAsync(i, Stranger);
        Assert.Equal(Admission.Stranger, _bench.Agent.Admits(Stranger));

        await SweepAsync(99, Stranger);
        var ban = Assert.Single(_bench.Agent.Strangers.Bans);
        Assert.Equal((Stranger, "20 requests of a stranger"), (ban.Source, ban.Why));
        Assert.Equal(Admission.Silence, _bench.Agent.Admits(Stranger));
        Assert.Equal(StrangerWatch.MostByDatagram - 1, _bench.Wire.Sent.Count);

        _bench.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(Admission.Stranger, _bench.Agent.Admits(Stranger));
    }

    [Fact]
    public async Task Few_and_far_between_they_are_forgotten()
    {
        for (var i = 0; i < 3 * StrangerWatch.MostByDatagram; i++)
        {
            await SweepAsync(i, Stranger);
            _bench.Time.Advance(TimeSpan.FromSeconds(4));
        }

        Assert.Empty(_bench.Agent.Strangers.Bans);
    }

    [Theory]
    [InlineData("198.51.100.50")]
    [InlineData("198.51.100.51")]
    [InlineData("192.0.2.77")]
    [InlineData("198.51.100.9")]
    [InlineData("127.0.0.1")]
    public async Task Nobody_whom_the_operator_named_is_ever_banned(string source)
    {
        var address = IPAddress.Parse(source);
        for (var i = 0; i < 100; i++) await SweepAsync(i, address, "User-Agent: sipvicious");
        Assert.Empty(_bench.Agent.Strangers.Bans);
        Assert.Equal(Admission.Known, _bench.Agent.Admits(address));
    }

    [Fact]
    public async Task An_engineers_phone_that_is_no_trunk_hangs_up_all_the_same()
    {
        var call = await _bench.DialAnsweredAsync();
        var (dialog, bye) = (call.Dialog!, "BYE");
        await _bench.ReceiveAsync(
            TestMessage.Request(bye, "z9hG4bKbye", dialog.Id.LocalTag, 7, callId: dialog.Id.CallId, fromTag: dialog.Id.RemoteTag), Stranger);
        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Equal(CallEndKind.RemoteHungUp, call.End?.Kind);
    }

    [Theory]
    [InlineData("INVITE", "sip:+4930123456@203.0.113.99")]
    [InlineData("REGISTER", "sip:203.0.113.99")]
    [InlineData("MESSAGE", "sip:victim@203.0.113.99")]
    [InlineData("OPTIONS", "sip:203.0.113.99")]
    public async Task Nothing_is_relayed_for_anybody(string method, string to)
    {
        foreach (var from in new[] { Stranger, TestWire.There.Address, Carrier })
        {
            await _bench.ReceiveAsync(
                TestMessage.Request(method, $"z9hG4bK{from}", uri: to, more: "Route: <sip:203.0.113.98;lr>", callId: $"{from}"), from);
        }

        await _bench.PassAsync(1);
        Assert.Empty(_bench.Wire.Requests);
        Assert.All(_bench.Wire.SentTo, target => Assert.DoesNotContain(target.Address.ToString(), (string[])["203.0.113.98", "203.0.113.99"]));
    }

    [Fact]
    public void A_connection_proves_its_source_and_each_ban_is_twice_as_long_to_a_day()
    {
        var time = new FakeTimeProvider();
        var watch = Watch(time);
        var lengths = new List<TimeSpan>();
        for (var round = 0; round < 12; round++)
        {
            Ban? ban = null;
            for (var i = 0; i < StrangerWatch.MostByConnection; i++)
            {
                Assert.Null(ban);
                ban = watch.Count(Stranger, isProven: true, null);
            }

            lengths.Add(ban!.Until - time.GetUtcNow());
            time.Advance(lengths[^1]);
        }

        Assert.Equal([10, 20, 40], lengths.Take(3).Select(length => length.TotalMinutes));
        Assert.Equal(TimeSpan.FromDays(1), lengths[^1]);
    }

    [Fact]
    public void Made_up_sources_fill_no_memory_and_none_is_banned()
    {
        var watch = Watch(new FakeTimeProvider());
        for (var i = 0; i < 100_000; i++) Assert.Null(watch.Count(new IPAddress(i), isProven: false, "sipvicious"));
        Assert.InRange(watch.Sources, 1, 10_000);
    }

    [Fact]
    public void A_ban_is_lifted_and_one_of_before_a_restart_put_in_force()
    {
        var time = new FakeTimeProvider();
        var watch = Watch(time);
        watch.Put(new Ban(Stranger, time.GetUtcNow() + TimeSpan.FromMinutes(1), "before"));
        Assert.True(watch.IsBanned(Stranger));
        Assert.True(watch.Lift(Stranger));
        Assert.False(watch.IsBanned(Stranger));
        Assert.False(watch.Lift(Stranger));
    }

    [Fact]
    public async Task A_connection_that_was_there_before_the_ban_hears_no_more_than_others()
    {
        var connection = new Flow(TransportKind.Tcp, TestWire.Here, new IPEndPoint(Stranger, 40000));
        for (var i = 0; i < 3 * StrangerWatch.MostByConnection; i++)
        {
            await _bench.DoAsync(() => _bench.Agent.Receive(TestMessage.Request("OPTIONS", $"z9hG4bK{i}", callId: $"c{i}"), connection));
        }

        Assert.Equal(StrangerWatch.MostByConnection - 1, _bench.Wire.Sent.Count);
    }

    [Fact]
    public async Task Whoever_writes_the_address_of_an_engineer_who_is_rung_keeps_nobody_from_hearing_him()
    {
        for (var i = 0; i < StrangerWatch.MostByDatagram; i++) await SweepAsync(i, Stranger);
        Assert.Equal(Admission.Silence, _bench.Agent.Admits(Stranger));

        var call = await _bench.DialAsync(target: $"sip:bob@{Stranger}");
        Assert.Equal(Admission.Stranger, _bench.Agent.Admits(Stranger));
        await _bench.DoAsync(() => call.HangUp(new CallEnd(CallEndKind.LocalHungUp)));
        await _bench.PassAsync(60);
        Assert.Equal((Admission.Silence, 0), (_bench.Agent.Admits(Stranger), _bench.Agent.Legs));
    }

    [Fact]
    public async Task No_ban_by_datagrams_falls_on_whom_a_call_stands_with()
    {
        await _bench.DialAsync(target: $"sip:bob@{Stranger}");
        for (var i = 0; i < 3 * StrangerWatch.MostByDatagram; i++) await SweepAsync(i, Stranger, "User-Agent: friendly-scanner");

        Assert.Empty(_bench.Agent.Strangers.Bans);
    }

    [Fact]
    public void However_many_sources_are_made_up_the_list_ends_and_whoever_is_connected_stands_in_it()
    {
        var time = new FakeTimeProvider();
        var watch = Watch(time);
        for (var i = 0; i < StrangerWatch.MostBans + 100; i++)
        {
            for (var datagram = 0; datagram < 4; datagram++) watch.Count(new IPAddress(i), isProven: false, "sipvicious");
        }

        Assert.Equal(StrangerWatch.MostBans, watch.Bans.Count);
        Assert.NotNull(watch.Count(Stranger, isProven: true, "sipvicious"));
        Assert.True(watch.IsBanned(Stranger));
        Assert.Equal(StrangerWatch.MostBans, watch.Bans.Count);

        // Once they have ended there is room again.
        time.Advance(TimeSpan.FromMinutes(11));
        for (var datagram = 0; datagram < 4; datagram++) watch.Count(Carrier, isProven: false, "sipvicious");
        Assert.Equal(Carrier, Assert.Single(watch.Bans).Source);
    }

    [Fact]
    public void The_log_takes_so_many_lines_a_minute_and_says_how_many_it_left_out()
    {
        var time = new FakeTimeProvider();
        var limit = new LogLimit(time);
        for (var i = 0; i < LogLimit.Most; i++) Assert.True(limit.Admits(out _));
        for (var i = 0; i < 500; i++) Assert.False(limit.Admits(out _));
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.True(limit.Admits(out var passedOver));
        Assert.Equal(500, passedOver);
        Assert.True(limit.Admits(out passedOver));
        Assert.Equal(0, passedOver);
    }

    private static StrangerWatch Watch(TimeProvider time) => new(TimeSpan.FromMinutes(10), time, _ => false);

    private Task SweepAsync(int number, IPAddress from, string more = "") =>
        _bench.ReceiveAsync(TestMessage.Request("REGISTER", $"z9hG4bK{number}", callId: $"sweep{number}", more: more), from);
}
