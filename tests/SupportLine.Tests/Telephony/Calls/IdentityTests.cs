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

    [Theory]
    [InlineData(DialledFrom.RequestUri, "", "5000")]
    [InlineData(DialledFrom.To, "", "5000")]
    [InlineData(DialledFrom.Diversion, "Diversion: <sip:5000@pbx>;reason=unconditional, <sip:5001@pbx>;reason=no-answer", "5000")]
    [InlineData(DialledFrom.HistoryInfo, "History-Info: <sip:5001@pbx>;index=1, <sip:5000@pbx>;index=1.1, <sip:acme@192.0.2.1>;index=1.1.1", "5000")]
    [InlineData(DialledFrom.Diversion, "", "acme")]
    [InlineData(DialledFrom.HistoryInfo, "History-Info: <sip:acme@192.0.2.1>;index=1", "acme")]
    public async Task The_number_dialled_is_read_where_the_trunk_writes_it(DialledFrom from, string more, string dialled)
    {
        using var bench = new SipBench(options => options with
        {
            Trunks = [new Trunk("carrier", [IPNetwork.Parse("198.51.100.9/32")], true, null) { Dialled = from }],
        });
        await bench.InviteAsync(more, uri: from == DialledFrom.RequestUri ? "sip:5000@192.0.2.1" : "sip:acme@192.0.2.1");
        if (dialled == "5000") Assert.Equal("5000", bench.Call.Dialled);
        else Assert.Equal(404, bench.LastResponse.Status);
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
