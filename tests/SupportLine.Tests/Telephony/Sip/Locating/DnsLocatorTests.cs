using System.Globalization;
using DnsClient;
using DnsClient.Protocol;
using SupportLine.Telephony.Sip.Locating;

namespace SupportLine.Tests.Telephony.Sip.Locating;

/// <summary>RFC 2782: the order in which servers are tried. Real answers of a real name server are in the call tests.</summary>
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

    private static SrvRecord Record(string name, ushort priority, ushort weight) => new(
        new ResourceRecordInfo("_sip._udp.carrier.example.", ResourceRecordType.SRV, QueryClass.IN, 60, 0), priority, weight, 5060, DnsString.Parse(string.Create(CultureInfo.InvariantCulture, $"{name}.carrier.example.")));
}
