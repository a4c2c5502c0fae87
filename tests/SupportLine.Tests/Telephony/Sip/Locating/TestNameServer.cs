using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DnsClient;

namespace SupportLine.Tests.Telephony.Sip.Locating;

/// <summary>A name server on loopback (RFC 1035) that answers what the test says, failures among it.</summary>
internal sealed class TestNameServer : IDisposable
{
    private const int HeaderLength = 12;
    private const ushort TypeA = 1;
    private const ushort TypeSrv = 33;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Task _answering;

    public TestNameServer() => _answering = AnswerAsync();

    public IPEndPoint Address => (IPEndPoint)_socket.Client.LocalEndPoint!;

    /// <summary>How it answers for a name; no error where nothing is said.</summary>
    public ConcurrentDictionary<string, DnsHeaderResponseCode> Codes { get; } = [];

    /// <summary>The A record of a name.</summary>
    public ConcurrentDictionary<string, IPAddress> Addresses { get; } = [];

    /// <summary>The SRV record of a name.</summary>
    public ConcurrentDictionary<string, (string Target, ushort Port)> Servers { get; } = [];

    public void Dispose()
    {
        _socket.Dispose();
        _answering.GetAwaiter().GetResult();
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var query = await _socket.ReceiveAsync();
                await _socket.SendAsync(Answer(query.Buffer), query.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private byte[] Answer(byte[] query)
    {
        var labels = new List<string>();
        var at = HeaderLength;
        for (; query[at] != 0; at += query[at] + 1) labels.Add(Encoding.ASCII.GetString(query, at + 1, query[at]));
        var name = string.Join('.', labels);
        var type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(at + 1));
        byte[] data = type switch
        {
            TypeA when Addresses.TryGetValue(name, out var address) => address.GetAddressBytes(),
            TypeSrv when Servers.TryGetValue(name, out var server) => [0, 0, 0, 0, .. Number(server.Port), .. Name(server.Target)],
            _ => [],
        };

        // An authoritative answer with the question, and a record that points back to its name.
        var code = (byte)Codes.GetValueOrDefault(name);
        byte[] record = data.Length == 0 ? [] : [0xC0, HeaderLength, .. Number(type), 0, 1, 0, 0, 1, 44, .. Number((ushort)data.Length), .. data];
        return [query[0], query[1], 0x85, (byte)(0x80 | code), 0, 1, .. Number((ushort)(record.Length > 0 ? 1 : 0)), 0, 0, 0, 0, .. query[HeaderLength..(at + 5)], .. record];
    }

    private static byte[] Name(string name) =>
        [.. name.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];

    private static byte[] Number(ushort number) => [(byte)(number >> 8), (byte)number];
}
