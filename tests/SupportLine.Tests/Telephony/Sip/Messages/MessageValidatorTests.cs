using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip.Messages;

public sealed class MessageValidatorTests
{
    [Fact]
    public void A_usual_INVITE_is_fit() => Assert.Equal(0, MessageValidator.Check(Wire.Request(Wire.Invite()), out _));

    [Theory]
    [InlineData("Max-Forwards: 70", "Max-Forwards: 256", "Bad Max-Forwards")]
    [InlineData("Max-Forwards: 70", "Max-Forwards: x", "Bad Max-Forwards")]
    [InlineData("CSeq: 314159 INVITE", "CSeq: 2147483648 INVITE", "Bad CSeq")]
    [InlineData("CSeq: 314159 INVITE", "CSeq: -1 INVITE", "Bad CSeq")]
    [InlineData("CSeq: 314159 INVITE", "CSeq: 314159", "Bad CSeq")]
    [InlineData("CSeq: 314159 INVITE", "CSeq: 314159 BYE", "CSeq Method Mismatch")]
    [InlineData("CSeq: 314159 INVITE", "X: y", "Bad CSeq")]
    [InlineData("To: <sip:5000@192.0.2.9>", "To: <sip:5000@192.0.2.9", "Bad To")]
    [InlineData("To: <sip:5000@192.0.2.9>", "To: <sip:a@b>, <sip:c@d>", "Bad To")]
    [InlineData("To: <sip:5000@192.0.2.9>", "To: <sip:a@b>x", "Bad To")]
    [InlineData("Call-ID: a84b4c76e66710@192.0.2.1", "Call-ID:", "Bad Call-ID")]
    [InlineData("Call-ID: a84b4c76e66710@192.0.2.1", "Call-ID: a b", "Bad Call-ID")]
    [InlineData("Contact: <sip:anna@192.0.2.1:5060>", "Contact: <sip:a@b>, anna", "Bad Contact")]
    [InlineData("Contact: <sip:anna@192.0.2.1:5060>", "Date: yesterday", "Bad Date")]
    [InlineData("Contact: <sip:anna@192.0.2.1:5060>", "From: <sip:a@b>;tag=2", "Repeated From")]
    [InlineData(Wire.Via, "Via: SIP/2.0/UDP a;branch=z9hG4bK", "Bad Branch")]
    [InlineData(Wire.Via, "Via: SIP/3.0/UDP a;branch=z9hG4bK1", "Bad Via")]
    [InlineData(Wire.Via, "Via: SIP/2.0/UDP", "Bad Via")]
    [InlineData(Wire.Via, "Via: SIP/2.0/UDP a;branch=\"open", "Bad Via")]
    public void What_is_wrong_is_named_in_the_refusal(string line, string instead, string reason)
    {
        var request = Wire.Request([.. Wire.Invite().Select(own => own == line ? instead : own)]);

        Assert.Equal(400, MessageValidator.Check(request, out var why));
        Assert.Equal(reason, why);
    }

    [Theory]
    [InlineData("Accept: application/sdp", 0)]
    [InlineData("Accept: text/plain, application/sdp;level=1", 0)]
    [InlineData("Accept: */*", 0)]
    [InlineData("Accept: application/*;q=0.5", 0)]
    [InlineData("Accept: text/plain", 406)]
    [InlineData("Accept:", 406)]
    [InlineData("Date: Sat, 13 Nov 2010 23:29:00 GMT", 0)]
    public void An_INVITE_must_take_SDP_in_its_answer(string line, int status) =>
        Assert.Equal(status, MessageValidator.Check(Wire.Request(Wire.Invite(line)), out _));

    [Fact]
    public void A_refusal_echoes_what_there_is_and_invents_nothing()
    {
        var request = Wire.Request("OPTIONS sip:a@b SIP/2.0", Wire.Via, "CSeq: 1 OPTIONS");
        var response = SipResponse.For(request, 400, "ours");

        Assert.Equal(["Via", "CSeq"], response.Headers.All().Select(header => header.Key));
    }

    [Fact]
    public void An_answer_carries_every_Via_and_the_tag_behind_the_To_as_it_came()
    {
        var request = Wire.Request(Wire.Invite("Via: SIP/2.0/TCP b.example.com;branch=z9hG4bK2, SIP/2.0/UDP c;branch=z9hG4bK3"));
        var response = Assert.IsType<SipResponse>(Wire.Message(SipResponse.For(request, 180, "ours").ToBytes()));

        Assert.Equal(["z9hG4bK776asdhds", "z9hG4bK2", "z9hG4bK3"], response.Vias.Select(via => via.Branch));
        Assert.Equal("<sip:5000@192.0.2.9>;tag=ours", response.Headers.Get("To"));
        Assert.Equal((180, "Ringing"), (response.Status, response.Reason));
        Assert.Equal(request.CallId, response.CallId);
    }

    [Fact]
    public void A_value_never_makes_a_header_of_its_own()
    {
        var response = SipResponse.For(Wire.Request(Wire.Invite()), 200);
        response.Headers.Add("X-Note", "harmless\r\nX-Evil: 1");

        var again = Wire.Message(response.ToBytes());

        Assert.Equal("harmless  X-Evil: 1", again.Headers.Get("X-Note"));
        Assert.False(again.Headers.Has("X-Evil"));
    }
}
