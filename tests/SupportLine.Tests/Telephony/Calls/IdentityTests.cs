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
    public async Task What_no_record_can_keep_is_not_in_it()
    {
        Assert.Equal(new CallParty("12\uFFFD34", "B\uFFFDto", true, "carrier"), await PartyAsync("P-Asserted-Identity: \"B\u0001to\" <sip:12%0034@carrier.test>", trusted: true));
    }

    [Theory]
    [InlineData("sip:5000,,100200%234711@192.0.2.1")]
    [InlineData("sip:5000;postd=pp4711@192.0.2.1;user=phone")]
    [InlineData("sip:5000;postd=pp4711@192.0.2.1")]
    public async Task What_is_to_be_keyed_later_is_no_part_of_the_number_dialled(string uri)
    {
        using var bench = new SipBench();
        await bench.InviteAsync(uri: uri);

        Assert.Equal("5000", bench.Call.Dialled);
    }

    [Fact]
    public async Task A_withheld_number_stays_withheld()
    {
        Assert.Equal(new CallParty("", "", true, "carrier"), await PartyAsync(Asserted + "\nPrivacy: id", trusted: true));
    }

    [Theory]
    [InlineData("Privacy: none", true)]
    [InlineData("Privacy: header;critical", true)]
    [InlineData("Privacy: user;id", false)]
    [InlineData("Privacy: user", false)]
    [InlineData("Privacy: session; id", false)]
    public async Task Only_what_asks_for_it_withholds_the_number(string privacy, bool isShown)
    {
        Assert.Equal(isShown ? "+525587654321" : "", (await PartyAsync($"{Asserted}\n{privacy}", trusted: true)).Number);
    }

    [Theory]
    [InlineData("<sip:beto@pbx>, <tel:+52-55-8765-4321>")]
    [InlineData("<tel:+52(55)8765.4321;ext=7>")]
    [InlineData("<tel:5587654321;phone-context=+52>, <sip:beto@pbx>")]
    [InlineData("<sip:+525587654321;npdi;rn=+5255@pbx;user=phone>")]
    [InlineData("<sip:5587-654321;phone-context=+52@pbx;user=phone>")]
    public async Task Of_two_asserted_identities_the_telephone_number_counts_however_it_is_written(string values)
    {
        var party = await PartyAsync($"P-Asserted-Identity: {values}", trusted: true);
        Assert.Equal(("+525587654321", true), (party.Number, party.Trusted));
    }

    [Fact]
    public async Task Two_asserted_identities_on_two_lines_are_one_caller_with_the_name_that_either_has()
    {
        Assert.Equal(
            new CallParty("+525587654321", "Beto", true, "carrier"),
            await PartyAsync("P-Asserted-Identity: \"Beto\" <sip:beto@pbx>\nP-Asserted-Identity: <tel:+525587654321>", trusted: true));
    }

    [Theory]
    [InlineData(";party=calling;screen=yes;privacy=off", "+525587654321", "Beto", true)]
    [InlineData(";screen=yes", "+525587654321", "Beto", true)]
    [InlineData("", "+525587654321", "Beto", false)]
    [InlineData(";screen=no", "+525587654321", "Beto", false)]
    [InlineData(";screen=yes;privacy=full", "", "", true)]
    [InlineData(";screen=yes;privacy=name", "+525587654321", "", true)]
    [InlineData(";screen=yes;privacy=uri-network", "", "Beto", true)]
    [InlineData(";screen=yes;privacy=\"name,uri\"", "", "", true)]
    [InlineData(";party=called;screen=yes", "5512345678", "Ana", false)]
    public async Task Without_an_asserted_identity_Remote_Party_ID_says_who_calls_as_far_as_it_may_be_shown(string parameters, string number, string name, bool vouched)
    {
        Assert.Equal(
            new CallParty(number, name, vouched, "carrier"),
            await PartyAsync($"Remote-Party-ID: \"Beto\" <sip:+525587654321@pbx>{parameters}", trusted: true));
    }

    [Fact]
    public async Task An_asserted_identity_comes_before_Remote_Party_ID()
    {
        Assert.Equal("+525587654321", (await PartyAsync($"Remote-Party-ID: <sip:+525500000000@pbx>;screen=yes\n{Asserted}", trusted: true)).Number);
    }

    [Fact]
    public async Task Remote_Party_ID_of_a_trunk_that_is_not_trusted_is_nobodys()
    {
        Assert.Equal(
            new CallParty("5512345678", "Ana", false, "carrier"),
            await PartyAsync("Remote-Party-ID: <sip:+525587654321@pbx>;party=calling;screen=yes", trusted: false));
    }

    [Fact]
    public async Task Caller_and_dialled_number_are_read_as_the_trunk_writes_numbers()
    {
        using var bench = new SipBench(options => options with
        {
            Trunks =
            [
                new Trunk("pbx", [IPNetwork.Parse("198.51.100.9/32")], true, null)
                {
                    Numbers = new Numbering(number => number is "95000" ? "5000" : $"+52{number}", number => number, number => number),
                },
            ],
        });
        await bench.InviteAsync(uri: "sip:95000@192.0.2.1");
        Assert.Equal(("+525512345678", "5000"), (bench.Call.Party.Number, bench.Call.Dialled));
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
