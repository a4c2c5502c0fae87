using System.Net;
using System.Net.Sockets;
using System.Text;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>A far end of which nothing is heard is asked whether it is there.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly SipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(481)]
    [InlineData(408)]
    public async Task One_that_knows_of_no_call_is_ended_with_its_reason(int status)
    {
        await ProbeAsync();
        Assert.Equal(SipMethod.Options, _bench.LastRequest.Method);
        Assert.Equal(_bench.Call.Dialog!.Id.CallId, _bench.LastRequest.CallId);

        await _bench.RespondAsync(_bench.LastRequest, status);

        Assert.Equal(SipMethod.Bye, _bench.LastRequest.Method);
        Assert.Equal(new CallEnd(CallEndKind.MediaLost, status), _bench.Call.End);
    }

    [Fact]
    public async Task One_that_says_nothing_is_ended_when_the_question_has_run_out()
    {
        await ProbeAsync();
        await _bench.PassAsync(31.9);
        Assert.Null(_bench.Call.End);

        await _bench.PassAsync(0.2);

        Assert.Equal(new CallEnd(CallEndKind.MediaLost, 408), _bench.Call.End);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(405)]
    [InlineData(500)]
    public async Task Any_other_answer_shows_that_it_is_there(int status)
    {
        await ProbeAsync();
        await _bench.RespondAsync(_bench.LastRequest, status);
        await _bench.PassAsync(40);
        Assert.Null(_bench.Call.End);

        await _bench.DoAsync(_bench.Call.Probe);
        Assert.Equal(2, _bench.Wire.Requests.Where(request => request.Method == SipMethod.Options).Select(request => request.CSeq).Distinct().Count());
    }

    [Fact]
    public async Task A_question_that_finds_the_connection_refused_ends_no_call()
    {
        using var bench = new SipBench(wire: new TestWire(TransportKind.Tcp));
        await bench.InviteAsync();
        await await bench.AnswerAsync();
        await bench.DoAsync(bench.Call.Probe);
        bench.Wire.NotSent!();
        await bench.DoAsync(bench.Call.Probe);

        Assert.Null(bench.Call.End);
        Assert.Equal(2, bench.Wire.Requests.Count(request => request.Method == SipMethod.Options));
    }

    [Fact]
    public async Task It_is_asked_once_at_a_time()
    {
        await ProbeAsync();
        await _bench.DoAsync(_bench.Call.Probe);

        Assert.Single(_bench.Wire.Requests, request => request.Method == SipMethod.Options);
    }

    [Fact]
    public async Task Silence_on_the_wire_is_what_asks()
    {
        await using var engines = new TwoEngines(quiet: TimeSpan.FromSeconds(0.3));
        using var phone = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var own = (IPEndPoint)phone.Client.LocalEndPoint!;
        phone.Connect(engines.Called.Listening[0]);
        var sdp = SipBench.Offer.ReplaceLineEndings("\r\n").Replace("198.51.100.9", "127.0.0.1", StringComparison.Ordinal);
        await SendAsync("INVITE", 1, "", $"Content-Type: application/sdp\r\nContent-Length: {sdp.Length}\r\n\r\n{sdp}");
        var (called, over) = await engines.IncomingAsync();
        var answering = called.AnswerAsync(default);
        var answered = await HearAsync("SIP/2.0 200");
        await SendAsync("ACK", 1, Lines(answered, "To:")[3..].Trim(), "Content-Length: 0\r\n\r\n");
        await answering;

        // It sends no audio, and when it is asked it knows of no call.
        var probe = await HearAsync("OPTIONS ");
        await phone.SendAsync(Encoding.ASCII.GetBytes(
            $"SIP/2.0 481 Gone\r\n{Lines(probe, "Via:", "From:", "To:", "Call-ID:", "CSeq:")}Content-Length: 0\r\n\r\n"));

        await HearAsync("BYE ");
        Assert.Equal(new CallEnd(CallEndKind.MediaLost, 481), called.End);
        over.SetResult();

        ValueTask<int> SendAsync(string method, uint cseq, string to, string rest) => phone.SendAsync(Encoding.ASCII.GetBytes(
            $"{method} sip:5000@{engines.Called.Listening[0]} SIP/2.0\r\nVia: SIP/2.0/UDP {own};branch=z9hG4bK{method}{own.Port}\r\nMax-Forwards: 70\r\nFrom: <sip:1@{own}>;tag=1\r\nTo: {(to.Length > 0 ? to : "<sip:5000@127.0.0.1>")}\r\nCall-ID: watch{own.Port}\r\nCSeq: {cseq} {method}\r\nContact: <sip:1@{own}>\r\n{rest}"));

        async Task<string> HearAsync(string start)
        {
            using var patience = new CancellationTokenSource(TwoEngines.Patience);
            while (true)
            {
                var heard = Encoding.ASCII.GetString((await phone.ReceiveAsync(patience.Token)).Buffer);
                if (heard.StartsWith(start, StringComparison.Ordinal))
                {
                    return heard;
                }
            }
        }
    }

    private static string Lines(string message, params string[] names) => string.Concat(message
        .Split("\r\n")
        .Where(line => names.Any(name => line.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
        .Select(line => line + "\r\n"));

    private async Task ProbeAsync()
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
        await _bench.DoAsync(_bench.Call.Probe);
    }
}
