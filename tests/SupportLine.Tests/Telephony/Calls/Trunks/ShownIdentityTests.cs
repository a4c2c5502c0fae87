using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Calls.Trunks;

/// <summary>RFC 3323 and 3325: as whom our calls show themselves to a trunk.</summary>
public sealed class ShownIdentityTests
{
    private const string Line = "<sip:1000@sip.carrier.example>";
    private const string Account = "<sip:acme@sip.carrier.example>";

    [Theory]
    [InlineData(ShownIdentity.Line, Line, null, null)]
    [InlineData(ShownIdentity.Account, Account, Line, null)]
    [InlineData(ShownIdentity.Asserted, Line, Line, null)]
    public async Task The_trunk_is_shown_whom_it_wants_to_see(ShownIdentity identity, string from, string? asserted, string? privacy)
    {
        var invite = await InviteAsync(trunk => trunk with { Identity = identity });
        Assert.Equal($"\"Line\" {from}", (invite.From! with { Parameters = Parameters.None }).ToString());
        Assert.Equal(asserted is null ? null : $"\"Line\" {asserted}", invite.Headers.Get("P-Asserted-Identity"));
        Assert.Equal(privacy, invite.Headers.Get("Privacy"));
    }

    [Fact]
    public async Task A_private_call_tells_the_number_to_the_carrier_alone()
    {
        var invite = await InviteAsync(trunk => trunk with { Identity = ShownIdentity.Private });
        Assert.Equal("\"Anonymous\" <sip:anonymous@anonymous.invalid>", (invite.From! with { Parameters = Parameters.None }).ToString());
        Assert.False(string.IsNullOrEmpty(invite.From!.Tag));
        Assert.Equal($"\"Line\" {Line}", invite.Headers.Get("P-Asserted-Identity"));
        Assert.Equal("id", invite.Headers.Get("Privacy"));
        Assert.DoesNotContain("1000", invite.Headers.Get(HeaderName.Contact), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_go_out_as_the_trunk_writes_them()
    {
        var invite = await InviteAsync(trunk => trunk with
        {
            Identity = ShownIdentity.Asserted,
            Numbers = new Numbering(number => number, number => $"52{number}", number => $"9{number}"),
        });
        Assert.Equal(("sip:95512345678@sip.carrier.example", "95512345678"), (invite.RequestUriText, invite.To!.Uri.User));
        Assert.Equal(("521000", "521000"), (invite.From!.Uri.User, invite.Addresses("P-Asserted-Identity").Single().Uri.User));
    }

    private static async Task<SipRequest> InviteAsync(Func<Trunk, Trunk> change)
    {
        var trunk = new Trunk("carrier", [], false, new IPEndPoint(IPAddress.Parse("198.51.100.50"), 5060))
        {
            Domain = "sip.carrier.example", Account = new TrunkAccount("acme", "s3cret"),
        };
        using var bench = new SipBench(options => options with { Trunks = [change(trunk)] });
        await bench.DialAsync(target: "5512345678");
        return bench.LastRequest;
    }
}
