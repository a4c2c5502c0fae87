using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Locating;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>The signalling core on a clock and a wire that the test holds in its hands. Media is open but silent.</summary>
internal sealed class SipBench : IDisposable
{
    public const string Offer =
        """
        v=0
        o=ana 1 1 IN IP4 198.51.100.9
        s=-
        c=IN IP4 198.51.100.9
        t=0 0
        m=audio 4000 RTP/AVP 0 8 96
        a=rtpmap:96 telephone-event/8000

        """;

    private static int s_block = Environment.ProcessId;

    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly SipLoop _loop;
    private readonly MediaEngine _media;

    /// <param name="change">What else is set.</param>
    /// <param name="ports">Its first media port, for a bench that outlives a hundred others; null for the next block.</param>
    /// <param name="locator">Finds trunks by name.</param>
    /// <param name="logger">Told what is logged; null for nobody.</param>
    /// <param name="wire">What it is sent by; null for UDP.</param>
    public SipBench(Func<CallEngineOptions, CallEngineOptions>? change = null, int? ports = null, ILocator? locator = null, ILogger? logger = null, TestWire? wire = null)
    {
        Wire = wire ?? new TestWire();
        var options = new CallEngineOptions { Listen = [], Allow = [IPNetwork.Parse("198.51.100.0/24")] };
        var first = ports ?? 9000 + ((Interlocked.Increment(ref s_block) & 127) * 20);
        _media = new MediaEngine(new MediaOptions(first, first + 19, null), TimeProvider.System, NullLogger.Instance);
        _loop = new SipLoop(Time, _failures.Enqueue);
        Agent = new UserAgent(change?.Invoke(options) ?? options, _loop, _media, dialled => dialled == "5000", Incoming.Add, logger ?? NullLogger.Instance, locator);
        Layer = new TransactionLayer(_loop, Wire, Agent, _failures.Enqueue);
        Agent.Transactions = Layer;
    }

    public FakeTimeProvider Time { get; } = new();

    public TestWire Wire { get; }

    public UserAgent Agent { get; }

    public TransactionLayer Layer { get; }

    public List<InboundCall> Incoming { get; } = [];

    /// <summary>The one call that came in.</summary>
    public InboundCall Call => Assert.Single(Incoming);

    public SipResponse LastResponse => Wire.Responses.Last();

    public SipRequest LastRequest => Wire.Requests.Last();

    /// <summary>Lets audio come and go from now on, in real time.</summary>
    public void StartMedia() => _media.Start();

    public async Task DoAsync(Action act)
    {
        await _loop.AskAsync(() =>
        {
            act();
            return true;
        });
        await _loop.AskAsync(() => true);
        Assert.Empty(_failures);
    }

    public Task ReceiveAsync(SipMessage message, IPAddress? from = null) => DoAsync(() =>
        Agent.Receive(message, Wire.Flow with { Remote = new IPEndPoint(from ?? TestWire.There.Address, TestWire.There.Port) }));

    /// <summary>Lets time pass in steps of 100 ms, as the machines would see it.</summary>
    public async Task PassAsync(double seconds)
    {
        for (var step = 0; step < (int)Math.Round(seconds / 0.1); step++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await DoAsync(() => { });
        }
    }

    /// <summary>A caller's INVITE.</summary>
    public Task InviteAsync(string more = "", string? body = Offer, string uri = "sip:5000@192.0.2.1", string branch = "z9hG4bKpeer1", IPAddress? from = null) =>
        ReceiveAsync(TestMessage.Request("INVITE", branch, more: WithSdp(more, body), body: Crlf(body), uri: uri), from);

    /// <summary>Begins to answer: the 200 is on the wire when it returns.</summary>
    public async Task<Task> BeginAnswerAsync()
    {
        var answering = Call.AnswerAsync(default);
        await DoAsync(() => { });
        return answering;
    }

    /// <summary>A call that has been answered, by a TCP connection of the caller's, who listens at port 5090.</summary>
    public static async Task<SipBench> CalledByConnectionAsync()
    {
        var bench = new SipBench(wire: new TestWire(TransportKind.Tcp));
        var invite = TestMessage.Request("INVITE", more: "Content-Type: application/sdp", body: Offer.ReplaceLineEndings("\r\n"));
        invite.Headers.Set(HeaderName.Contact, "<sip:ana@198.51.100.9:5090;transport=tcp>");
        await bench.ReceiveAsync(invite);
        await await bench.AnswerAsync();
        return bench;
    }

    /// <summary>An answered call, its ACK included.</summary>
    public async Task<Task> AnswerAsync(string ackBody = "")
    {
        var answering = await BeginAnswerAsync();
        await AckAsync(ackBody: ackBody);
        return answering;
    }

    public Task AckAsync(uint cseq = 1, string ackBody = "") => InDialogAsync("ACK", cseq, more: WithSdp("", ackBody), body: ackBody, branch: $"z9hG4bKack{cseq}");

    /// <summary>The caller's request in the dialog of the one call.</summary>
    public Task InDialogAsync(string method, uint cseq, string more = "", string body = "", string? branch = null) =>
        ReceiveAsync(TestMessage.Request(method, branch ?? $"z9hG4bK{method}{cseq}", Call.Dialog!.Id.LocalTag, cseq, more, Crlf(body)));

    public Task OfferAsync(string method, uint cseq, string body, string more = "") => InDialogAsync(method, cseq, WithSdp(more, body), body);

    /// <summary>Phones the far end; the INVITE is on the wire when it returns.</summary>
    public async Task<OutboundCall> DialAsync(double ringFor = 30, string target = "sip:bob@198.51.100.9", Func<string, Task>? beforeTalk = null)
    {
        OutboundCall? call = null;
        await DoAsync(() => call = Agent.Dial(new DialRequest(target, "1000", "Line", TimeSpan.FromSeconds(ringFor)) { BeforeTalk = beforeTalk }, Agent.WaysTo(target)[0]).Call);
        return call!;
    }

    /// <summary>The far end answers a request of ours.</summary>
    public Task RespondAsync(SipRequest request, int status, string toTag = "peertag", string more = "Contact: <sip:bob@198.51.100.9:5070>", string body = "", string type = "application/sdp") =>
        ReceiveAsync(TestMessage.Response(request, status, toTag, more, body, type));

    /// <summary>A call of ours that somebody has answered.</summary>
    public async Task<OutboundCall> DialAnsweredAsync(string more = "")
    {
        var call = await DialAsync();
        await RespondAsync(LastRequest, 200, more: "Contact: <sip:bob@198.51.100.9:5070>" + (more.Length > 0 ? "\n" + more : ""), body: Offer);
        Assert.IsType<DialResult.Answered>(await call.Result);
        return call;
    }

    public static string BodyOf(SipMessage message) => System.Text.Encoding.UTF8.GetString(message.Body.Span);

    public void Dispose()
    {
        _loop.Dispose();
        _media.Dispose();
    }

    private static string Crlf(string? body) => (body ?? "").ReplaceLineEndings("\r\n");

    private static string WithSdp(string more, string? body) =>
        string.IsNullOrEmpty(body) ? more : more + (more.Length > 0 ? "\n" : "") + "Content-Type: application/sdp";
}
