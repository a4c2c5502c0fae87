using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Rtp.Sockets;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class EndingTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Everything_that_waits_on_a_leg_hears_of_its_end()
    {
        var phone = _rig.Connect();
        var session = phone.Session;
        var waiting = new Task[]
        {
            session.LoopAsync(MediaRig.Say(1), default),
            session.RecordAsync(new RecordingRequest(Path.Combine(_rig.Folder, "a.wav"), TimeSpan.FromMinutes(1), ""), default),
            session.EchoAsync(default),
            session.SendDigitsAsync(new string('1', 1000), default),
        };
        await MediaRig.SettleAsync(phone);

        session.End(new CallEnd(CallEndKind.RemoteHungUp));

        foreach (var task in waiting)
        {
            Assert.Equal(CallEndKind.RemoteHungUp, (await Assert.ThrowsAsync<CallEndedException>(() => task.WaitAsync(Phone.Patience))).End.Kind);
        }
    }

    [Fact]
    public async Task On_a_leg_that_has_ended_every_operation_throws()
    {
        var phone = _rig.Connect();
        phone.Session.End(new CallEnd(CallEndKind.LocalHungUp));

        await Assert.ThrowsAsync<CallEndedException>(() => phone.Session.PlayAsync(MediaRig.Say(1), default).WaitAsync(Phone.Patience));
        await Assert.ThrowsAsync<CallEndedException>(() => phone.Session.SendDigitsAsync("1", default).WaitAsync(Phone.Patience));
    }

    [Fact]
    public async Task The_engine_s_end_is_every_leg_s_and_later_work_is_told_so()
    {
        var phone = _rig.Connect();
        var telling = phone.Session.PlayAsync(MediaRig.Say(30), default);
        await phone.HearAsync(2);

        _rig.Engine.Dispose();

        Assert.Equal(CallEndKind.ShuttingDown, (await Assert.ThrowsAsync<CallEndedException>(() => telling.WaitAsync(Phone.Patience))).End.Kind);
        await Assert.ThrowsAsync<CallEndedException>(() => phone.Session.PlayAsync(MediaRig.Say(1), default).WaitAsync(Phone.Patience));
    }

    [Fact]
    public async Task Keys_that_no_telephone_has_are_refused()
    {
        var phone = _rig.Connect();

        await Assert.ThrowsAsync<ArgumentException>(() => phone.Session.SendDigitsAsync("12E", default));
    }

    [Fact]
    public async Task A_peer_without_events_cannot_be_pressed_keys_to()
    {
        var phone = _rig.Connect("RTP/AVP 0\r\n");

        await Assert.ThrowsAsync<NotSupportedException>(() => phone.Session.SendDigitsAsync("1", default).WaitAsync(Phone.Patience));
    }

    [Fact]
    public void When_ports_run_out_the_next_leg_gets_none_until_one_has_rested()
    {
        var time = new FakeTimeProvider();
        var ports = new PortPool(39000, 39003, time, OperatingSystem.IsLinux());
        using var first = ports.Bind(IPAddress.Loopback)!.Rtp;
        var second = ports.Bind(IPAddress.Loopback)!;
        Assert.Equal((39000, 39002), (first.Port, second.Rtp.Port));
        Assert.Null(ports.Bind(IPAddress.Loopback));

        second.Rtp.Dispose();
        second.Rtcp.Dispose();
        ports.Release(39002);
        Assert.Null(ports.Bind(IPAddress.Loopback));

        time.Advance(PortPool.Rest);
        var third = ports.Bind(IPAddress.Loopback)!;
        Assert.Equal(39002, third.Rtp.Port);
        third.Rtp.Dispose();
        third.Rtcp.Dispose();
    }

    [Fact]
    public void Ports_of_somebody_else_are_passed_over()
    {
        var ports = new PortPool(39100, 39105, TimeProvider.System, OperatingSystem.IsLinux());
        using var other = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 39101));

        var pair = ports.Bind(IPAddress.Loopback)!;

        Assert.Equal((39102, 39103), (pair.Rtp.Port, pair.Rtcp.Port));
        pair.Rtp.Dispose();
        pair.Rtcp.Dispose();
    }

    [Fact]
    public void An_engine_without_ports_opens_nothing()
    {
        using var engine = new MediaEngine(new MediaOptions(39200, 39200, null), TimeProvider.System, NullLogger.Instance);

        Assert.Null(engine.Open("test", IPAddress.Loopback, new IPEndPoint(IPAddress.Loopback, 5060)));
    }
}
