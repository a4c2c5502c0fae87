using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Calls.Trunks;

/// <summary>A trunk that registers and is probed: when it is an alarm that it is down.</summary>
public sealed class TrunkAlarmTests : IDisposable
{
    private const int Down = 1502;
    private const int Up = 1503;

    private static readonly IPEndPoint Registrar = new(IPAddress.Parse("198.51.100.50"), 5060);

    private readonly EventIds _told = new();
    private readonly SipBench _bench;

    public TrunkAlarmTests() => _bench = new SipBench(
        options => options with
        {
            Trunks =
            [
                new Trunk("carrier", [], false, Registrar)
                {
                    Account = new TrunkAccount("acme", "s3cret"), RegisterFor = TimeSpan.FromMinutes(10), ProbeEvery = TimeSpan.FromMinutes(1),
                },
            ],
        },
        logger: _told);

    private IEnumerable<int> Words => _told.Seen.Where(id => id is Down or Up);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Before_its_first_try_has_come_out_nothing_is_said()
    {
        await StartAsync();
        await AnswerAsync(SipMethod.Options, 200);
        Assert.Empty(Words);
        Assert.Equal(new TrunkStatus("carrier", false, "not tried yet"), await StatusAsync());

        await AnswerAsync(SipMethod.Register, 200);
        Assert.Equal([Up], Words);
    }

    [Fact]
    public async Task A_try_that_fails_is_an_alarm_once()
    {
        await StartAsync();
        await AnswerAsync(SipMethod.Options, 200);
        await AnswerAsync(SipMethod.Register, 403);
        await _bench.PassAsync(31);
        await AnswerAsync(SipMethod.Register, 403);
        Assert.Equal([Down], Words);
    }

    [Fact]
    public async Task Where_it_is_not_there_the_alarm_says_so_whatever_its_registration_is_at()
    {
        await StartAsync();
        await AnswerAsync(SipMethod.Options, 503);
        Assert.Equal([Down], Words);
        Assert.Equal(new TrunkStatus("carrier", false, "503 Service Unavailable"), await StatusAsync());
    }

    private Task StartAsync() => _bench.DoAsync(() => _bench.Agent.Trunks[0].Start());

    private Task AnswerAsync(SipMethod method, int status) => _bench.RespondAsync(_bench.Wire.Requests.Last(request => request.Method == method), status, more: "");

    private async Task<TrunkStatus> StatusAsync()
    {
        TrunkStatus? status = null;
        await _bench.DoAsync(() => status = _bench.Agent.Trunks[0].Status);
        return status!;
    }
}
