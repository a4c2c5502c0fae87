using SupportLine.Telephony.Calls;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

public sealed class InfoDigitsTests
{
    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", '5')]
    [InlineData("application/dtmf-relay", "Duration=160\r\nsignal = *\r\n", '*')]
    [InlineData("application/dtmf-relay; charset=x", "Signal=#", '#')]
    [InlineData("application/dtmf-relay", "Signal=10", '*')]
    [InlineData("application/dtmf", "11", '#')]
    [InlineData("application/dtmf", " 0\r\n", '0')]
    [InlineData("Application/DTMF", "d", 'D')]
    [InlineData("application/dtmf", "16", null)]
    [InlineData("application/dtmf", "", null)]
    [InlineData("application/dtmf-relay", "Duration=160", null)]
    public void The_key_is_what_the_body_names(string type, string body, char? key)
    {
        var info = TestMessage.Request("INFO", more: $"Content-Type: {type}", body: body);

        Assert.True(InfoDigits.IsDigits(info));
        Assert.Equal(key, InfoDigits.KeyOf(info));
    }
}
