using System.Globalization;
using System.Net;
using System.Text;

namespace SupportLine.CallTests.Phones;

/// <summary>One ring of a <see cref="Handset"/>, and the call that comes of it.</summary>
internal sealed class HandsetLeg : IAsyncDisposable
{
    private readonly Handset _handset;
    private readonly string _invite;
    private readonly IPEndPoint _peer;
    private readonly string _tag = Guid.NewGuid().ToString("N")[..8];
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _off = new();
    private readonly Lock _lock = new();
    private Task _sending = Task.CompletedTask;
    private volatile bool _isAnswered;

    public HandsetLeg(Handset handset, string invite, IPEndPoint peer) => (_handset, _invite, _peer) = (handset, invite, peer);

    /// <summary>Its audio, once answered.</summary>
    public PhoneAudio? Audio { get; private set; }

    public bool IsAnswered => _isAnswered;

    /// <summary>Neither cancelled nor hung up by either side.</summary>
    public bool IsAlive => !_ended.Task.IsCompleted;

    public Task Ended => _ended.Task;

    public void Ring() => _handset.Send(Response(_invite, 180, null), _peer);

    /// <summary>Answers; done once that is acknowledged. False when the ring was over before.</summary>
    /// <param name="listens">Whether what is said is listened to.</param>
    public async Task<bool> AnswersAsync(bool listens = true)
    {
        lock (_lock)
        {
            if (!IsAlive) return false;
            _isAnswered = true;
            Audio = new PhoneAudio(listens);
            Audio.TalkTo(_invite);
            _sending = SendAsync(Response(_invite, 200, Audio.Offer()));
        }

        return await Task.WhenAny(_acknowledged.Task, _ended.Task) == _acknowledged.Task;
    }

    public void Declines()
    {
        lock (_lock)
        {
            if (!IsAlive) return;
            End();
            _sending = SendAsync(Response(_invite, 603, null));
        }
    }

    public void HangsUp()
    {
        lock (_lock)
        {
            if (!IsAlive) return;
            End();
            _handset.Send(Bye(), _peer);
        }
    }

    /// <summary>A message of this call's.</summary>
    public void Take(string message)
    {
        lock (_lock)
        {
            switch (message.Split(' ')[0])
            {
                case "ACK":
                    _acknowledged.TrySetResult();
                    break;
                case "CANCEL":
                    var isCancelled = IsAlive && !_isAnswered;
                    if (isCancelled) End();
                    _handset.Send(Response(message, 200, null), _peer);
                    if (isCancelled) _sending = SendAsync(Response(_invite, 487, null));
                    break;
                case "BYE":
                    // Whoever reads the answer may ring the next telephone at once, and this one's call is over then.
                    var status = IsAlive && _isAnswered ? 200 : 481;
                    End();
                    _handset.Send(Response(message, status, null), _peer);
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await _sending;
        Audio?.Dispose();
        _off.Dispose();
    }

    private void End() => _ended.TrySetResult();

    /// <summary>A final answer, again and again until it is acknowledged; a call that is not is ended (RFC 3261 section 13.3.1.4).</summary>
    private async Task SendAsync(string answer)
    {
        var left = TimeSpan.FromSeconds(32);
        for (var wait = TimeSpan.FromMilliseconds(500); !_off.IsCancellationRequested; wait = TimeSpan.FromSeconds(Math.Min(4, 2 * wait.TotalSeconds)))
        {
            _handset.Send(answer, _peer);
            await Task.WhenAny(_acknowledged.Task, Task.Delay(wait, _off.Token));
            if (_acknowledged.Task.IsCompleted) return;
            if ((left -= wait) > TimeSpan.Zero) continue;
            HangsUp();
            return;
        }
    }

    private string Response(string request, int status, string? sdp) => SipText.Response(request, status, _tag, _handset.Address, sdp);

    private string Bye() => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"BYE {SipText.Header(_invite, "Contact")!.Split('<', '>')[1]} SIP/2.0\r\n")
        .Append(CultureInfo.InvariantCulture, $"Via: SIP/2.0/UDP {_handset.Listening};branch=z9hG4bK{Guid.NewGuid():N};rport\r\n")
        .Append(SipText.Lines("Route", SipText.Headers(_invite, "Record-Route")))
        .Append(CultureInfo.InvariantCulture, $"Max-Forwards: 70\r\nFrom: {SipText.Header(_invite, "To")};tag={_tag}\r\nTo: {SipText.Header(_invite, "From")}\r\n")
        .Append(CultureInfo.InvariantCulture, $"Call-ID: {SipText.Header(_invite, "Call-ID")}\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n")
        .ToString();
}
