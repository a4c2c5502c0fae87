using System.Text;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip.Messages;

/// <summary>RFC 5621 section 3: several bodies in one.</summary>
public sealed class MultipartBodyTests
{
    private const string Sdp = "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\n";
    private const string SdpPart = "Content-Type: application/sdp\r\n\r\n" + Sdp;
    private const string Signal = "Content-Type: application/isup; version=itu-t92+\r\nContent-Disposition: signal; handling=optional\r\n\r\n\u0001\0\u0001";

    [Theory]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n" + SdpPart + "\r\n--b\r\n" + Signal + "\r\n--b--\r\n")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n" + Signal + "\r\n--b\r\n" + SdpPart + "\r\n--b--")]
    [InlineData("Multipart/Mixed; boundary=\"a b\"", "for who knows no parts\r\n--a b  \r\n" + SdpPart + "\r\n--a b--\r\nafter it")]
    public void The_session_description_is_found_among_what_may_be_passed_over(string type, string body)
    {
        var request = Invite(type, body);
        Assert.Equal(Sdp, Encoding.UTF8.GetString(SessionText.Of(request).Octets.Span));
        Assert.True(SessionText.IsAllToKnowIn(request));
    }

    [Theory]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n" + SdpPart + "\r\n--b\r\nContent-Type: application/pidf+xml\r\n\r\n<a/>\r\n--b--\r\n")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n\r\nwithout headers\r\n--b--\r\n")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n" + SdpPart)]
    [InlineData("multipart/mixed;boundary=b", "x--b\r\n" + SdpPart + "\r\n--b--")]
    [InlineData("multipart/mixed", "--b\r\n" + SdpPart + "\r\n--b--\r\n")]
    [InlineData("multipart/mixed;boundary=", "--\r\n" + SdpPart + "\r\n----\r\n")]
    public void What_has_to_be_known_and_is_not_is_refused_and_so_is_what_is_torn(string type, string body) =>
        Assert.False(SessionText.IsAllToKnowIn(Invite(type, body)));

    [Fact]
    public void Parts_without_end_are_none()
    {
        var many = Invite("multipart/mixed;boundary=b", string.Concat(Enumerable.Repeat("--b\r\n" + SdpPart + "\r\n", 17)) + "--b--");
        Assert.Empty(MultipartBody.PartsOf(many));
    }

    private static SipRequest Invite(string type, string body)
    {
        var request = new SipRequest(SipMethod.Invite, "sip:5000@192.0.2.1");
        request.SetBody(type, Encoding.UTF8.GetBytes(body));
        return request;
    }
}
