using System.Net;
using DnsClient;
using DnsClient.Protocol;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Locating;

/// <summary>
/// By DNS: SRV by priority and weight (RFC 2782), then the addresses of each (RFC 3263 sections 4.2 and 4.3); the domain's own where it is certain that it
/// has no servers, and nothing where that could not be learnt.
/// </summary>
/// <param name="servers">Whom to ask; empty for the system's own.</param>
/// <param name="random">Chooses among equals by their weight.</param>
internal sealed class DnsLocator(IReadOnlyList<IPEndPoint> servers, Random random) : ILocator
{
    // Made when first asked: a machine without a name server starts too.
    private readonly Lazy<LookupClient> _client = new(() => new LookupClient(Options(servers)));

    public async Task<Located?> LocateAsync(string host, int port, TransportKind kind, CancellationToken ct)
    {
        try
        {
            if (port == 0 && await ServersAsync(host, kind, ct) is { } found) return found;
            var (addresses, goodFor) = await AddressesAsync(host, ct);
            var given = port != 0 ? port : kind == TransportKind.Tls ? 5061 : 5060;
            return addresses.Count == 0 ? null : new Located([.. addresses.Select(address => new IPEndPoint(address, given))], goodFor);
        }
        catch (DnsResponseException)
        {
            return null;
        }
    }

    /// <summary>In the order in which they are tried: by priority, among equals by chance as their weights have it (RFC 2782).</summary>
    internal static IReadOnlyList<SrvRecord> Order(IEnumerable<SrvRecord> records, Random random)
    {
        var ordered = new List<SrvRecord>();
        foreach (var equals in records.GroupBy(record => record.Priority).OrderBy(group => group.Key))
        {
            // Those without weight first, so that they have a chance at all.
            var left = equals.OrderBy(record => record.Weight != 0).ToList();
            while (left.Count > 0)
            {
                var chosen = random.Next(left.Sum(record => record.Weight) + 1);
                var at = 0;
                for (var sum = (int)left[0].Weight; sum < chosen; sum += left[++at].Weight)
                {
                }

                ordered.Add(left[at]);
                left.RemoveAt(at);
            }
        }

        return ordered;
    }

    private static LookupClientOptions Options(IReadOnlyList<IPEndPoint> servers)
    {
        var options = servers.Count > 0 ? new LookupClientOptions([.. servers]) : new LookupClientOptions();
        options.Timeout = TimeSpan.FromSeconds(3);
        options.Retries = 2;
        options.ThrowDnsErrors = false;

        // Times to live are kept by whoever asked.
        options.UseCache = false;
        return options;
    }

    private async Task<Located?> ServersAsync(string domain, TransportKind kind, CancellationToken ct)
    {
        var service = kind switch
        {
            TransportKind.Udp => "_sip._udp",
            TransportKind.Tcp => "_sip._tcp",
            _ => "_sips._tcp",
        };
        var answer = await _client.Value.QueryAsync($"{service}.{domain}", QueryType.SRV, cancellationToken: ct);

        // Whether there are servers is not known then: the domain's own address may be another machine. Some routers' name servers know nothing of SRV at all.
        if (answer.Header.ResponseCode is not (DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain or DnsHeaderResponseCode.NotImplemented)) throw new DnsResponseException(answer.ErrorMessage);
        var records = answer.Answers.SrvRecords().ToList();

        // A single record of the root says that there is no such service (RFC 2782).
        if (records.Count == 0 || records is [{ Target.Value: "." }]) return null;
        var targets = new List<IPEndPoint>();
        var goodFor = TimeSpan.FromSeconds(records.Min(record => record.TimeToLive));
        foreach (var record in Order(records, random))
        {
            var (addresses, time) = await AddressesAsync(record.Target.Value, ct);
            targets.AddRange(addresses.Select(address => new IPEndPoint(address, record.Port)));
            if (addresses.Count > 0 && time < goodFor) goodFor = time;
        }

        return targets.Count == 0 ? throw new DnsResponseException($"no server of {domain} has an address") : new Located(targets, goodFor);
    }

    private async Task<(IReadOnlyList<IPAddress> Addresses, TimeSpan GoodFor)> AddressesAsync(string host, CancellationToken ct)
    {
        var four = await _client.Value.QueryAsync(host, QueryType.A, cancellationToken: ct);
        var six = await _client.Value.QueryAsync(host, QueryType.AAAA, cancellationToken: ct);
        List<AddressRecord> records = [.. four.Answers.ARecords(), .. six.Answers.AaaaRecords()];
        return ([.. records.Select(record => record.Address)], TimeSpan.FromSeconds(records.Select(record => record.TimeToLive).DefaultIfEmpty().Min()));
    }
}
