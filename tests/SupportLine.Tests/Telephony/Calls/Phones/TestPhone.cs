using System.Globalization;
using System.Net;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls.Phones;

/// <summary>A phone of the site's own on the bench's wire, behind a NAT unless told otherwise.</summary>
internal sealed class TestPhone(SipBench bench, string name = "anna", string password = TestPhone.Password)
{
    public const string Password = "s3cret pass";

    private DigestClient _digest = new(name, password);
    private uint _cseq;
    private int _branch;

    /// <summary>Where what it sends comes from.</summary>
    public IPEndPoint Source { get; set; } = new(IPAddress.Parse("203.0.113.20"), 40123);

    public TransportKind Kind { get; init; }

    /// <summary>Where of ours what it sends arrives.</summary>
    public IPEndPoint Local { get; init; } = TestWire.Here;

    public string CallId { get; set; } = $"{Guid.NewGuid():N}";

    public string Contact { get; set; } = $"<sip:{name}@10.0.0.7:5062>";

    /// <summary>The user that it registers; null for its own.</summary>
    public string? To { get; set; }

    public SipResponse Answer => bench.LastResponse;

    /// <summary>A REGISTER, with what it learned before, and once more when it is asked who it is.</summary>
    public async Task<SipResponse> RegisterAsync(string? contact = null, int? expires = null, string more = "", uint? cseq = null)
    {
        var lines = (contact ?? Contact) is { Length: > 0 } given ? $"Contact: {given}\n" : "";
        if (expires is { } seconds) lines += $"Expires: {seconds.ToString(CultureInfo.InvariantCulture)}\n";
        return await AskedAsync(() => Request("REGISTER", "sip:supportline.example", lines + more, cseq));
    }

    public Task<SipResponse> InviteAsync(string more = "") =>
        AskedAsync(() => Request("INVITE", "sip:5000@192.0.2.1", $"Contact: {Contact}\nContent-Type: application/sdp\n{more}", body: SipBench.Offer));

    /// <summary>Sends a request, and again with an answer where it is challenged.</summary>
    /// <param name="make">The request.</param>
    /// <param name="onTheWay">What a proxy makes of one that is answered; null for nothing.</param>
    public async Task<SipResponse> AskedAsync(Func<SipRequest> make, Func<SipRequest, SipRequest>? onTheWay = null)
    {
        var first = Authorized(make());
        await SendAsync(first);
        if (Answer.Status != 401 || !_digest.Learn(first, Answer)) return Answer;
        var second = Authorized(make());
        await SendAsync(onTheWay?.Invoke(second) ?? second);
        return Answer;
    }

    /// <summary>A request of its own, without credentials.</summary>
    public SipRequest Request(string method, string uri, string more = "", uint? cseq = null, string body = "")
    {
        var via = Flow.NameOf(Kind);
        var text = body.ReplaceLineEndings("\r\n");
        var number = cseq ?? ++_cseq;
        return (SipRequest)TestMessage.Parse(
            $"""
            {method} {uri} SIP/2.0
            Via: SIP/2.0/{via} 10.0.0.7:5062;branch=z9hG4bK{CallId}{++_branch};rport={Source.Port};received={Source.Address}
            Max-Forwards: 70
            From: <sip:{name}@supportline.example>;tag=phone{CallId}
            To: <sip:{(method == "REGISTER" ? To ?? name : "5000")}@supportline.example>
            Call-ID: {CallId}
            CSeq: {number.ToString(CultureInfo.InvariantCulture)} {method}
            {more}{(more.Length > 0 && !more.EndsWith('\n') ? "\n" : "")}User-Agent: A telephone of somebody's making, whose name is as long as they are
            Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY, SUBSCRIBE, INFO, MESSAGE, REFER, UPDATE, PRACK
            Content-Length: {text.Length}


            """ + text);
    }

    /// <summary>The same with its answer to the challenge it knows, if it knows one.</summary>
    public SipRequest Authorized(SipRequest request)
    {
        _digest.Authorize(request);
        return (SipRequest)TestMessage.Parse(request.ToBytes());
    }

    public Task SendAsync(SipRequest request) => bench.DoAsync(() => bench.Agent.Receive(request, new Flow(Kind, Local, Source)));

    /// <summary>Forgets every challenge, as after its restart.</summary>
    public void Restart() => (_digest, CallId, _cseq) = (new DigestClient(name, password), $"{Guid.NewGuid():N}", 0);
}
