using System.Globalization;
using System.Net;
using DnsClient;
using DnsClient.Protocol;
using SupportLine.Telephony.Sip.Locating;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Locating;

/// <summary>
/// RFC 2782: the order in which servers are tried; RFC 3263 section 4.2: what is taken for them where a name server has none, or cannot say. Real
/// answers of a real name server are in the call tests.
/// </summary>
public sealed class DnsLocatorTests
{
    [Fact]
    public void By_priority_and_among_equals_by_chance_as_their_weights_have_it()
    {
        SrvRecord[] records = [Record("c", 20, 0), Record("a", 10, 70), Record("b", 10, 30), Record("z", 10, 0)];
        var random = new Random(2782);
        var first = new Dictionary<string, int>();
        for (var i = 0; i < 10_000; i++)
        {
            var order = DnsLocator.Order(records, random).Select(record => record.Target.Value[..1]).ToList();
            Assert.Equal(["a", "b", "c", "z"], order.Order());
            Assert.Equal("c", order[^1]);
            first[order[0]] = first.GetValueOrDefault(order[0]) + 1;
        }

        Assert.InRange(first["a"], 6500, 7300);
        Assert.InRange(first["b"], 2600, 3400);
        Assert.InRange(first["z"], 20, 300);
    }

    [Theory]
    [InlineData(DnsHeaderResponseCode.NotExistentDomain)]
    [InlineData(DnsHeaderResponseCode.NoError)]
    [InlineData(DnsHeaderResponseCode.NotImplemented)]
    public async Task A_domain_without_servers_is_one_itself(DnsHeaderResponseCode code)
    {
        using var names = new TestNameServer();
        names.Codes["_sip._udp.carrier.example"] = code;
        names.Addresses["carrier.example"] = IPAddress.Parse("192.0.2.1");
        Assert.Equal(["192.0.2.1:5060"], (await LocateAsync(names))!.Targets.Select(target => target.ToString()));
    }

    [Theory]
    [InlineData(DnsHeaderResponseCode.ServerFailure)]
    [InlineData(DnsHeaderResponseCode.Refused)]
    public async Task One_whose_servers_nobody_can_tell_is_not_taken_for_one_without(DnsHeaderResponseCode code)
    {
        using var names = new TestNameServer();
        names.Codes["_sip._udp.carrier.example"] = code;
        names.Addresses["carrier.example"] = IPAddress.Parse("192.0.2.1");
        Assert.Null(await LocateAsync(names));
    }

    [Fact]
    public async Task One_whose_servers_have_no_address_is_not_taken_for_one_without()
    {
        using var names = new TestNameServer();
        names.Servers["_sip._udp.carrier.example"] = ("sip.carrier.example", 5070);
        names.Codes["sip.carrier.example"] = DnsHeaderResponseCode.ServerFailure;
        names.Addresses["carrier.example"] = IPAddress.Parse("192.0.2.1");
        Assert.Null(await LocateAsync(names));

        names.Codes.Clear();
        names.Addresses["sip.carrier.example"] = IPAddress.Parse("192.0.2.2");
        Assert.Equal(["192.0.2.2:5070"], (await LocateAsync(names))!.Targets.Select(target => target.ToString()));
    }

    private static Task<Located?> LocateAsync(TestNameServer names) =>
        new DnsLocator([names.Address], new Random(1)).LocateAsync("carrier.example", 0, TransportKind.Udp, CancellationToken.None);

    private static SrvRecord Record(string name, ushort priority, ushort weight) => new(
        new ResourceRecordInfo("_sip._udp.carrier.example.", ResourceRecordType.SRV, QueryClass.IN, 60, 0), priority, weight, 5060, DnsString.Parse(string.Create(CultureInfo.InvariantCulture, $"{name}.carrier.example.")));
}
