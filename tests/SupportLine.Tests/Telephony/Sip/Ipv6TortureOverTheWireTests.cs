using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip;

/// <summary>RFC 5118 again, over UDP on IPv6 against a whole user agent that is no registrar and is busy (486).</summary>
public sealed class Ipv6TortureOverTheWireTests
{
    [SkippableTheory]
    [InlineData("4.1", 405)]
    [InlineData("4.2", 400)]
    [InlineData("4.3", 405)]
    [InlineData("4.4", 405)]
    [InlineData("4.5 with", 481)]
    [InlineData("4.5 without", 200)]
    [InlineData("4.6", 486)]
    [InlineData("4.7", 481)]
    [InlineData("4.8", 488)]
    [InlineData("4.9", 488)]
    [InlineData("4.10 three", 200)]
    [InlineData("4.10 two", 200)]
    public async Task Each_is_answered_as_its_section_asks(string section, int status)
    {
        Skip.IfNot(Socket.OSSupportsIPv6, "this machine has no IPv6");
        var options = new CallEngineOptions { Listen = [new Uri("udp://[::1]:0")], FirstMediaPort = 29_200, LastMediaPort = 29_300 };
        await using var engine = new CallEngine(options, new BusyHandler(), TimeProvider.System, NullLogger.Instance);
        engine.Start();
        using var peer = new UdpClient(new IPEndPoint(IPAddress.IPv6Loopback, 0));

        // The peer stands at another address than its Via says: rport brings the answer to it.
        await peer.SendAsync(Ipv6Messages.Of(section, ";rport"), engine.Listening[0]);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        SipResponse response;
        do
        {
            response = Assert.IsType<SipResponse>(TestMessage.Parse((await peer.ReceiveAsync(patience.Token)).Buffer));
        }
        while (response.IsProvisional);

        Assert.Equal(status, response.Status);
        Assert.Equal("::1", response.TopVia!.Parameters["received"]);
    }

    [Fact]
    public void None_is_forgotten() => Assert.Equal(
        Ipv6Messages.Sections.Order(),
        typeof(Ipv6TortureOverTheWireTests).GetMethod(nameof(Each_is_answered_as_its_section_asks))!.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!).Order());
}
