using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using SupportLine.CallTests.Hearing;
using Xunit.Sdk;
using static SupportLine.CallTests.Phones.SipText;

namespace SupportLine.CallTests.Phones;

/// <summary>
/// A telephone of the tests' own: plain sockets, plain text, nothing of the service's engine. It dials or is dialled, hears,
/// presses keys and hangs up.
/// </summary>
internal sealed partial class Phone : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _sip = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _off = new();
    private readonly ConcurrentDictionary<string, PhoneRequest> _asked = new();
    private readonly Channel<string> _responses = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _invited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _callId = Guid.NewGuid().ToString("N");
    private readonly string _tag = Guid.NewGuid().ToString("N")[..8];
    private readonly Task _listening;
    private IPEndPoint? _peer;
    private string _target = "";
    private string _from = "";
    private string _to = "";
    private string _dialogCallId = "";
    private string[] _routes = [];
    private string? _lastOk;
    private int _cseq = 1;
    private Task _asking = Task.CompletedTask;
    private volatile PhoneRequest? _bye;
    private volatile bool _isLeft;

    public Phone()
    {
        _sip.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Audio = new PhoneAudio();
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>Where it can be phoned: a target for a line file.</summary>
    public string Address => $"sip:phone@{_sip.LocalEndPoint}";

    /// <summary>Where it listens.</summary>
    public IPEndPoint Listening => (IPEndPoint)_sip.LocalEndPoint!;

    public PhoneAudio Audio { get; }

    /// <summary>How its hanging up went.</summary>
    public string Leaving => $"{Address} to {_peer}: {_bye?.Told ?? "no BYE"}";

    /// <summary>Whether it was ever phoned.</summary>
    public bool IsInvited => _invited.Task.IsCompleted;

    /// <summary>Whether the far end has hung up; true before it is answered.</summary>
    public bool IsLeft => _isLeft;

    /// <summary>Waits until the far end hangs up, perhaps because another phone did.</summary>
    public Task IsLeftAsync(int patiences = 1, Phone? after = null) => ToldAsync(() => _hungUp.Task.WaitAsync(patiences * Patience), after);

    /// <summary>Dials and waits for the answer; gives the final status when it is none.</summary>
    /// <param name="service">Where.</param>
    /// <param name="number">What it dials.</param>
    /// <param name="caller">The number it shows.</param>
    /// <param name="asserted">The number a trunk vouches for (RFC 3325); null for none.</param>
    public async Task<int> DialAsync(IPEndPoint service, string number, string caller = "+528183450101", string? asserted = null)
    {
        Invite(service, number, caller, asserted);
        return await FinalAsync();
    }

    /// <summary>Sends the INVITE and waits for nothing.</summary>
    public void Invite(IPEndPoint service, string number, string caller, string? asserted = null)
    {
        _peer = service;
        _target = $"sip:{number}@{service}";
        _from = $"<sip:{caller}@127.0.0.1>;tag={_tag}";
        _to = $"<{_target}>";
        _dialogCallId = _callId;
        Ask(Request("INVITE", _cseq, Audio.Offer(), more: asserted is null ? "" : $"P-Asserted-Identity: <sip:{asserted}@127.0.0.1>\r\n"));
    }

    /// <summary>The final status of the INVITE; answers it with an ACK.</summary>
    public async Task<int> FinalAsync()
    {
        var status = 0;
        await ToldAsync(async () => status = await ReadFinalAsync());
        return status;
    }

    public void Cancel() => Ask(Request("CANCEL", _cseq, null, _branch));

    /// <summary>Waits to be phoned; rings.</summary>
    public async Task RingsAsync() => await _invited.Task.WaitAsync(Patience);

    /// <summary>Rings, and the service knows: it takes messages one after another, and has answered one that was sent after the 180.</summary>
    public async Task IsHeardRingingAsync()
    {
        await RingsAsync();
        var asked = Ask(new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"OPTIONS sip:{_peer} SIP/2.0\r\nVia: SIP/2.0/UDP {_sip.LocalEndPoint};branch=z9hG4bK{Guid.NewGuid():N};rport\r\n")
            .Append(CultureInfo.InvariantCulture, $"Max-Forwards: 70\r\nFrom: <{Address}>;tag={_tag}\r\nTo: <sip:{_peer}>\r\nCall-ID: {_dialogCallId}\r\n")
            .Append("CSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n")
            .ToString());
        await asked.Answered.WaitAsync(Patience);
    }

    /// <summary>Waits to be phoned and answers.</summary>
    public async Task AnswersAsync()
    {
        var invite = await _invited.Task.WaitAsync(Patience);
        _lastOk = Response(invite, 200, Audio.Offer());
        Audio.TalkTo(invite);
        Send(_lastOk);
    }

    /// <summary>Waits to be phoned and refuses.</summary>
    public async Task DeclinesAsync(int status = 603) => Send(Response(await _invited.Task.WaitAsync(Patience), status, null));

    /// <summary>Tells what the service knows of the call, for a failure to be understood.</summary>
    public Func<Task<string>>? Story { get; init; }

    /// <summary>Waits until a prompt has been heard from its beginning.</summary>
    public Task HearsAsync(string key, string language = "es-MX") =>
        ToldAsync(() => Audio.Ear.HearsAsync(PromptSounds.Of(language, key), $"{language}/{key}", Patience));

    /// <summary>Presses keys as RFC 4733 events.</summary>
    public Task PressesAsync(string keys, bool lossy = false) => Audio.PressAsync(keys, lossy);

    /// <summary>Presses keys again and again until something comes of them, as a person does who is not heard yet.</summary>
    public async Task PressesUntilAsync(string keys, Task heard)
    {
        while (!heard.IsCompleted)
        {
            await PressesAsync(keys);
            await Task.WhenAny(heard, Audio.SpeakAsync(TimeSpan.FromSeconds(1)));
        }

        await heard;
    }

    /// <summary>Presses a key by SIP INFO.</summary>
    public void SendsInfo(char key) => Ask(Request("INFO", ++_cseq, $"Signal={key}\r\nDuration=160\r\n")
        .Replace("Content-Type: application/sdp", "Content-Type: application/dtmf-relay", StringComparison.Ordinal));

    /// <summary>Waits for answers to its requests of a method.</summary>
    public async Task IsAnsweredAsync(string method, int times)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (times > 0)
        {
            if (Header(await _responses.Reader.ReadAsync(patience.Token), "CSeq")?.EndsWith(method, StringComparison.Ordinal) == true) times--;
        }
    }

    /// <summary>Speaks noise like speech for a while.</summary>
    public Task SpeaksAsync(TimeSpan time) => Audio.SpeakAsync(time);

    /// <summary>Says a prompt again and again until something comes of it.</summary>
    public async Task SaysUntilAsync(string key, Task heard, string language = "es-MX")
    {
        var codes = PromptSounds.CodesOf(language, key);
        while (!heard.IsCompleted)
        {
            await Audio.SayAsync(codes);
        }

        await heard;
    }

    /// <summary>Hangs up and waits for nothing.</summary>
    public async Task HangsUpAsync()
    {
        if (_peer is not null && _to.Length > 0)
        {
            _bye = Ask(Request("BYE", ++_cseq, null));
        }

        await Task.Yield();
    }

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await _asking;
        // Whoever still answers a message does so before the socket goes.
        await _listening;
        _sip.Dispose();
        Audio.Dispose();
        _off.Dispose();
    }

    private string _branch = "";

    private async Task<int> ReadFinalAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var response = await _responses.Reader.ReadAsync(patience.Token);
            var status = Status(response);
            if (status < 200 || Header(response, "CSeq")?.EndsWith("INVITE", StringComparison.Ordinal) != true)
            {
                continue;
            }

            _to = Header(response, "To")!;
            if (status == 200)
            {
                _target = Header(response, "Contact")!.Trim('<', '>');
                _routes = [.. Headers(response, "Record-Route").Reverse()];
                Audio.TalkTo(response);
            }

            Acknowledge(response, Request("ACK", _cseq, null, status == 200 ? null : _branch));
            return status;
        }
    }

    /// <summary>Sends a request to where its peer is now, until it is answered or this phone goes.</summary>
    private PhoneRequest Ask(string message)
    {
        var (request, to) = (new PhoneRequest(message), _peer!);
        _asked[request.Transaction] = request;
        _asking = Task.WhenAll(_asking, request.SendAsync(text => Send(text, to), _off.Token));
        return request;
    }

    private void Acknowledge(string response, string ack)
    {
        _asked[Transaction(response)].Ack = ack;
        Send(ack);
    }

    private async Task ToldAsync(Func<Task> wait, Phone? other = null)
    {
        try
        {
            await wait();
        }
        catch (Exception e) when (e is XunitException or TimeoutException or OperationCanceledException && Story is not null)
        {
            throw new XunitException($"{e.Message}\n{other?.Leaving}\n{await Story()}");
        }
    }

    private string Request(string method, int cseq, string? sdp, string? branch = null, string more = "")
    {
        _branch = branch ?? "z9hG4bK" + Guid.NewGuid().ToString("N");
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{method} {_target} SIP/2.0\r\n")
            .Append(CultureInfo.InvariantCulture, $"Via: SIP/2.0/UDP {_sip.LocalEndPoint};branch={_branch};rport\r\n")
            .Append(Lines("Route", _routes))
            .Append(CultureInfo.InvariantCulture, $"Max-Forwards: 70\r\nFrom: {_from}\r\nTo: {_to}\r\nCall-ID: {_dialogCallId}\r\n")
            .Append(CultureInfo.InvariantCulture, $"CSeq: {cseq} {method}\r\nContact: <{Address}>\r\n{more}")
            .Append(sdp is null ? "" : "Content-Type: application/sdp\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {sdp?.Length ?? 0}\r\n\r\n{sdp}")
            .ToString();
    }

    private string Response(string request, int status, string? sdp) => SipText.Response(request, status, _tag, Address, sdp);

    /// <summary>The dialog that an INVITE begins (RFC 3261 section 12.1.1). No other request changes whom the next call is with.</summary>
    private void Begin(string invite)
    {
        var to = Header(invite, "To")!;
        _to = Header(invite, "From")!;
        _from = to.Contains("tag=", StringComparison.Ordinal) ? to : $"{to};tag={_tag}";
        _dialogCallId = Header(invite, "Call-ID")!;
        _target = Header(invite, "Contact")!.Trim('<', '>');
        _routes = [.. Headers(invite, "Record-Route")];
    }

    private void Send(string message) => Send(message, _peer!);

    private void Send(string message, IPEndPoint to) => _sip.SendTo(Encoding.UTF8.GetBytes(message), to);

    private async Task ListenAsync()
    {
        var buffer = new byte[8192];
        while (!_off.IsCancellationRequested)
        {
            SocketReceiveFromResult received;
            try
            {
                received = await _sip.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _off.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                return;
            }

            // A port that another test's telephone had may still be sent its audio, or its last messages.
            var message = Encoding.UTF8.GetString(buffer, 0, received.ReceivedBytes);
            if (Header(message, "Call-ID") is not { } callId || (_dialogCallId.Length > 0 && callId != _dialogCallId)) continue;
            _peer = (IPEndPoint)received.RemoteEndPoint;
            Take(message);
        }
    }

    private void Take(string message)
    {
        if (message.StartsWith("SIP/2.0", StringComparison.Ordinal))
        {
            // A request that was sent again is answered again, and a 200 comes again until it is acknowledged: each counts once.
            if (!_asked.TryGetValue(Transaction(message), out var request)) return;
            if (request.Take(message)) _responses.Writer.TryWrite(message);
            else if (request.Ack is { } ack) Send(ack);
            return;
        }

        switch (message.Split(' ')[0])
        {
            case "INVITE" when _lastOk is not null:
                Send(_lastOk);
                break;
            case "INVITE":
                Begin(message);
                Send(Response(message, 180, null));
                _invited.TrySetResult(message);
                break;
            case "CANCEL":
                _isLeft = true;
                Send(Response(message, 200, null));
                if (_invited.Task.IsCompletedSuccessfully && _lastOk is null)
                {
                    Send(Response(_invited.Task.Result, 487, null));
                }

                _hungUp.TrySetResult();
                break;
            case "NOTIFY":
                Send(Response(message, 200, null));
                _told.Writer.TryWrite(message);
                break;
            case "BYE":
                _isLeft = true;
                Send(Response(message, 200, null));
                _hungUp.TrySetResult();
                break;
        }
    }
}
