using System.Text;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip.Messages;

public sealed class SipParserTests
{
    [Fact]
    public void An_INVITE_is_taken_apart()
    {
        var invite = Wire.Request(Wire.Invite("Subject: help"));

        Assert.Equal(SipMethod.Invite, invite.Method);
        Assert.Equal("5000", invite.RequestUri!.User);
        Assert.Equal("z9hG4bK776asdhds", invite.TopVia!.Branch);
        Assert.Equal(("Anna", "1928301774"), (invite.From!.Display, invite.From.Tag));
        Assert.Null(invite.To!.Tag);
        Assert.Equal(new CSeq(314159, SipMethod.Invite), invite.CSeq);
        Assert.Equal(70, invite.MaxForwards);
        Assert.Equal("help", invite.Headers.Get("Subject"));
        Assert.Equal("help", invite.Headers.Get("SUBJECT"));
    }

    [Theory]
    [InlineData("v: SIP/2.0/UDP a;branch=z9hG4bK1", "Via")]
    [InlineData("f : <sip:a@b>;tag=1", "From")]
    [InlineData("t: <sip:a@b>", "To")]
    [InlineData("I: 1@b", "Call-ID")]
    [InlineData("m: <sip:a@b>", "Contact")]
    [InlineData("c: application/sdp", "Content-Type")]
    [InlineData("k: timer", "Supported")]
    [InlineData("x: 1800", "Session-Expires")]
    [InlineData("r: <sip:a@b>", "Refer-To")]
    [InlineData("o: presence", "Event")]
    public void A_compact_form_is_its_long_name(string line, string name)
    {
        var request = Wire.Request("OPTIONS sip:a@b SIP/2.0", line);

        Assert.Equal(name, Assert.Single(request.Headers.All()).Key);
    }

    [Fact]
    public void A_folded_header_is_one_line()
    {
        var request = Wire.Request("OPTIONS sip:a@b SIP/2.0", "Subject: first", " second", "\t third", "X-One: 1");

        Assert.Equal("first second third", request.Headers.Get("Subject"));
        Assert.Equal("1", request.Headers.Get("X-One"));
    }

    [Fact]
    public void A_comma_list_is_its_elements_unless_quoted()
    {
        var request = Wire.Request("OPTIONS sip:a@b SIP/2.0", "Contact: \"Doe, J\" <sip:a,b@c>, <sip:c@d>", "m: <sip:e@f>");

        Assert.Equal(3, request.Headers.Elements("Contact").Count());
        Assert.Equal("Doe, J", request.Contact!.Display);
    }

    [Fact]
    public void A_bare_line_feed_ends_a_line_too()
    {
        var request = Assert.IsType<SipRequest>(Wire.Message("OPTIONS sip:a@b SIP/2.0\nSubject: x\n\n"u8.ToArray()));

        Assert.Equal("x", request.Headers.Get("Subject"));
    }

    [Fact]
    public void What_follows_the_body_of_a_datagram_is_dropped()
    {
        var bytes = "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 2\r\n\r\nabINVITE"u8.ToArray();

        Assert.Equal("ab", Encoding.ASCII.GetString(Wire.Message(bytes).Body.Span));
    }

    [Theory]
    [InlineData("hello", nameof(RejectReason.NotSip))]
    [InlineData("OPTIONS sip:a@b", nameof(RejectReason.NotSip))]
    [InlineData("OPT{IONS sip:a@b SIP/2.0", nameof(RejectReason.BadStartLine))]
    [InlineData("SIP/2.0 99 Low", nameof(RejectReason.BadStartLine))]
    [InlineData("SIP/2.0 700 High", nameof(RejectReason.BadStartLine))]
    [InlineData("SIP/2.0 2000 OK", nameof(RejectReason.BadStartLine))]
    public void A_line_that_starts_no_message_is_named(string line, string reason)
    {
        var (verdict, why, message) = Wire.Verdict(line, "Via: x");

        Assert.Equal((ParseVerdict.Rejected, reason), (verdict, why.ToString()));
        Assert.Null(message);
    }

    [Theory]
    [InlineData("no colon here", nameof(RejectReason.BadHeader))]
    [InlineData(": no name", nameof(RejectReason.BadHeader))]
    [InlineData("Sub ject: x", nameof(RejectReason.BadHeader))]
    [InlineData("Subject: a\rVia: b", nameof(RejectReason.BadHeader))]
    [InlineData("Content-Length: -1", nameof(RejectReason.BadContentLength))]
    [InlineData("Content-Length: +1", nameof(RejectReason.BadContentLength))]
    [InlineData("Content-Length: 99999999999", nameof(RejectReason.BadContentLength))]
    [InlineData("Content-Length: 1x", nameof(RejectReason.BadContentLength))]
    [InlineData("Content-Length:", nameof(RejectReason.BadContentLength))]
    [InlineData("Content-Length: 10", nameof(RejectReason.Truncated))]
    public void A_request_that_must_be_refused_keeps_what_the_refusal_needs(string line, string reason)
    {
        var (verdict, why, message) = Wire.Verdict("OPTIONS sip:a@b SIP/2.0", line, Wire.Via);

        Assert.Equal((ParseVerdict.Rejected, reason), (verdict, why.ToString()));
        Assert.True(MessageValidator.CanBeAnswered((SipRequest)message!));
    }

    [Fact]
    public void A_datagram_that_ends_within_its_headers_is_truncated()
    {
        var verdict = SipParser.Parse("OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0"u8.ToArray(), stream: false, out _, out _, out var reason);

        Assert.Equal((ParseVerdict.Rejected, RejectReason.Truncated), (verdict, reason));
    }

    [Fact]
    public void A_usual_INVITE_costs_two_allocations_the_request_and_its_list_of_headers()
    {
        var bytes = Wire.Bytes(Wire.Invite(
            "User-Agent: a telephone", "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO, PRACK", "Supported: timer, 100rel, replaces", "Session-Expires: 1800",
            "P-Asserted-Identity: <sip:+525512345678@example.com>", "Content-Type: application/sdp", "Content-Length: 0"));
        long Octets(Action act)
        {
            act();
            var before = GC.GetAllocatedBytesForCurrentThread();
            act();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var both = Octets(() => _ = new SipRequest(SipMethod.Invite, bytes.AsMemory(7, 18), bytes));
        Assert.Equal(both, Octets(() => SipParser.Parse(bytes, stream: false, out _, out _, out _)));
    }

    [Fact]
    public void More_headers_than_the_limit_are_refused()
    {
        var lines = Enumerable.Range(0, SipParser.MaxHeaders).Select(i => $"X-{i}: {i}").ToArray();

        Assert.Equal(SipParser.MaxHeaders, Wire.Request(["OPTIONS sip:a@b SIP/2.0", .. lines]).Headers.Count);
        Assert.Equal(RejectReason.TooManyHeaders, Wire.Verdict(["OPTIONS sip:a@b SIP/2.0", .. lines, "Y: 1"]).Reason);
    }

    [Fact]
    public void A_stream_needs_a_length_and_waits_for_it()
    {
        var whole = "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 3\r\n\r\nabc"u8.ToArray();

        Assert.Equal(ParseVerdict.MoreNeeded, SipParser.Parse(whole.AsMemory(0, 30), stream: true, out _, out var needed, out _));
        Assert.Equal(0, needed);
        Assert.Equal(ParseVerdict.MoreNeeded, SipParser.Parse(whole.AsMemory(0, whole.Length - 1), stream: true, out _, out needed, out _));
        Assert.Equal(whole.Length, needed);
        Assert.Equal(ParseVerdict.Parsed, SipParser.Parse(whole, stream: true, out _, out needed, out _));
        Assert.Equal(whole.Length, needed);
        Assert.Equal(ParseVerdict.Rejected, SipParser.Parse("OPTIONS sip:a@b SIP/2.0\r\n\r\n"u8.ToArray(), stream: true, out _, out _, out var reason));
        Assert.Equal(RejectReason.BadContentLength, reason);
    }

    [Fact]
    public void A_stream_that_promises_too_much_is_refused_at_once()
    {
        var verdict = SipParser.Parse("OPTIONS sip:a@b SIP/2.0\r\nl: 65535\r\n\r\n"u8.ToArray(), stream: true, out _, out _, out var reason);

        Assert.Equal((ParseVerdict.Rejected, RejectReason.TooLong), (verdict, reason));
    }

    [Fact]
    public void A_usual_INVITE_costs_two_allocations()
    {
        var bytes = Wire.Bytes(Wire.Invite("Allow: INVITE, ACK, BYE", "Supported: timer", "User-Agent: a phone", "Content-Length: 0"));
        SipParser.Parse(bytes, stream: false, out _, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            SipParser.Parse(bytes, stream: false, out _, out _, out _);
        }

        var perMessage = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;

        // The request and its list of headers: what either holds is within it.
        Assert.InRange(perMessage, 1, 900);
    }
}
