using System.Net;
using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>Who calls, as far as signalling may be believed (RFC 3325).</summary>
public sealed class IdentityTests
{
    private const string Asserted = "P-Asserted-Identity: \"Beto\" <sip:+525587654321@carrier.test>";

    [Fact]
    public async Task A_trusted_trunk_vouches_for_the_caller()
    {
        Assert.Equal(new CallParty("+525587654321", "Beto", true, "carrier"), await PartyAsync(Asserted, trusted: true));
    }

    [Fact]
    public async Task A_trunk_that_is_not_trusted_vouches_for_nobody()
    {
        Assert.Equal(new CallParty("5512345678", "Ana", false, "carrier"), await PartyAsync(Asserted, trusted: false));
    }

    [Fact]
    public async Task A_trusted_trunk_that_asserts_nothing_leaves_From_which_proves_nothing()
    {
        Assert.Equal(new CallParty("5512345678", "Ana", false, "carrier"), await PartyAsync("", trusted: true));
    }

    [Fact]
    public async Task Somebody_who_is_no_trunk_cannot_assert_anything()
    {
        using var bench = new SipBench();
        await bench.InviteAsync(Asserted);

        Assert.Equal(new CallParty("5512345678", "Ana", false, null), bench.Call.Party);
    }

    [Fact]
    public async Task A_withheld_number_stays_withheld()
    {
        Assert.Equal(new CallParty("", "", true, "carrier"), await PartyAsync(Asserted + "\nPrivacy: id", trusted: true));
    }

    private static async Task<CallParty> PartyAsync(string more, bool trusted)
    {
        using var bench = new SipBench(options => options with
        {
            Allow = [],
            Trunks = [new Trunk("carrier", [IPNetwork.Parse("198.51.100.9/32")], trusted, null)],
        });
        await bench.InviteAsync(more);
        return bench.Call.Party;
    }
}
