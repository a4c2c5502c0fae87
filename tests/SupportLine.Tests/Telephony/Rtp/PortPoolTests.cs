using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Rtp.Sockets;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class PortPoolTests : IDisposable
{
    private const int First = 8700;

    private readonly FakeTimeProvider _time = new();
    private readonly List<PortPair> _bound = [];

    public void Dispose() => _bound.ForEach(Close);

    [Fact]
    public void Audio_is_on_an_even_port_and_its_reports_on_the_next()
    {
        var pair = Bind(new PortPool(First + 1, First + 9, _time, OperatingSystem.IsLinux()));

        Assert.NotNull(pair);
        Assert.Equal((0, pair.Rtp.Port + 1), (pair.Rtp.Port % 2, pair.Rtcp.Port));
    }

    [Fact]
    public void A_port_rests_before_another_call_gets_it_so_that_nobody_hears_the_last_one_s_caller()
    {
        var pool = new PortPool(First + 20, First + 21, _time, OperatingSystem.IsLinux());
        var pair = Bind(pool);
        Close(pair!);
        pool.Release(pair!.Rtp.Port);

        Assert.Null(Bind(pool));
        _time.Advance(PortPool.Rest - TimeSpan.FromMilliseconds(1));
        Assert.Null(Bind(pool));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(First + 20, Bind(pool)?.Rtp.Port);
    }

    [Fact]
    public void The_longest_unused_comes_first_and_when_all_are_taken_there_is_none()
    {
        var pool = new PortPool(First + 40, First + 45, _time, OperatingSystem.IsLinux());
        var ports = Enumerable.Range(0, 3).Select(_ => Bind(pool)!.Rtp.Port).ToList();

        Assert.Equal([First + 40, First + 42, First + 44], ports);
        Assert.Null(Bind(pool));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_port_that_somebody_else_holds_is_passed_over(int which)
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, First + 60 + which));
        var pool = new PortPool(First + 60, First + 63, _time, OperatingSystem.IsLinux());

        Assert.Equal(First + 62, Bind(pool)?.Rtp.Port);
    }

    private static void Close(PortPair pair)
    {
        pair.Rtp.Dispose();
        pair.Rtcp.Dispose();
    }

    private PortPair? Bind(PortPool pool)
    {
        var pair = pool.Bind(IPAddress.Loopback);
        if (pair is not null)
        {
            _bound.Add(pair);
        }

        return pair;
    }
}
