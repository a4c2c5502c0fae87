using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Tracing;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Tracing;

public sealed class MessageRingTests
{
    private static readonly Flow Way = new(TransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 5060), new IPEndPoint(IPAddress.Loopback, 5070));

    private readonly MessageRing _ring = new(new FakeTimeProvider(), SipParser.MaxMessage);

    [Fact]
    public void The_newest_messages_are_there_as_they_went_and_the_oldest_have_made_way()
    {
        for (var i = 0; i < 1000; i++) _ring.Add(RingEntryKind.Sent, Way, Message(i));
        var kept = Kept();
        Assert.InRange(kept.Sum(message => message.Length), SipParser.MaxMessage - 2000, SipParser.MaxMessage);
        Assert.Equal([.. Enumerable.Range(1000 - kept.Count, kept.Count).Select(i => Encoding.UTF8.GetString(Message(i)))], kept);
    }

    [Fact]
    public void Short_ones_are_bounded_in_number_too()
    {
        for (var i = 0; i < 40_000; i++) _ring.Add(RingEntryKind.Received, Way, "x"u8);
        Assert.Equal(16 * 1024, _ring.Next - _ring.First);
    }

    [Fact]
    public void A_message_costs_no_allocation_while_nobody_looks()
    {
        var message = Message(7);
        _ring.Add(RingEntryKind.Received, Way, message);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) _ring.Add(RingEntryKind.Received, Way, message);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task Who_follows_hears_of_each_message_and_of_those_it_was_too_slow_for()
    {
        await using var following = new TraceReader(_ring).FollowAsync(_ring.Next, default).GetAsyncEnumerator();
        var first = following.MoveNextAsync();
        Assert.False(first.IsCompleted);
        _ring.Add(RingEntryKind.Received, Way, Message(0));
        Assert.True(await first);
        Assert.Equal(0, following.Current.Missed);
        for (var i = 1; i <= 1000; i++) _ring.Add(RingEntryKind.Received, Way, Message(i));
        var lost = _ring.First - 1;
        Assert.True(await following.MoveNextAsync());
        Assert.True(lost > 0);
        Assert.Equal(lost, following.Current.Missed);
    }

    private static byte[] Message(int number) => Encoding.UTF8.GetBytes($"OPTIONS sip:{number}@h SIP/2.0\r\nSubject: {new string('s', number % 700)}\r\n\r\n");

    private List<string> Kept()
    {
        var kept = new List<string>();
        for (var number = 0L; _ring.TryRead(ref number, out _, out var octets); number++) kept.Add(Encoding.UTF8.GetString(octets));
        return kept;
    }
}
