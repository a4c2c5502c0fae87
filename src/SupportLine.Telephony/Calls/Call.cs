using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>
/// One leg: signalling state, touched in the loop alone, and its media. Audio goes straight to the media session.
/// </summary>
internal abstract partial class Call : ICall, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly ILogger _logger;
    private StrongBox<CallEnd>? _end;
    private SipTimer? _tooLong;

    protected Call(UserAgent agent, string id, MediaSession media)
    {
        Agent = agent;
        _logger = agent.Logger;
        Id = id;
        Media = media;
        media.Owner = this;
        Ended = _ended.Token;
    }

    public string Id { get; }

    public abstract CallDirection Direction { get; }

    public abstract CallParty Party { get; }

    public abstract string Dialled { get; }

    public ICall? TakesPlaceOf { get; init; }

    /// <summary>Id of the caller's call that it is part of: its own where somebody phoned in; null where it was dialled for none.</summary>
    public abstract string? PartOf { get; }

    /// <summary>The Call-ID of its dialog.</summary>
    public abstract string SipCallId { get; }

    public CancellationToken Ended { get; }

    public CallEnd? End => Volatile.Read(ref _end)?.Value;

    public CallQuality Quality => Media.Quality;

    internal MediaSession Media { get; }

    internal Dialog? Dialog { get; set; }

    /// <summary>The address it came from or goes to.</summary>
    internal abstract IPAddress Partner { get; }

    /// <summary>Those in which requests may come: none before anybody has rung, several while several phones ring.</summary>
    internal virtual IEnumerable<Dialog> Dialogs => Dialog is { } dialog ? [dialog] : [];

    protected UserAgent Agent { get; }

    protected SipLoop Loop => Agent.Loop;

    public abstract Task RingAsync(CancellationToken ct);

    public abstract Task AnswerAsync(CancellationToken ct);

    public abstract Task RejectAsync(int status, CancellationToken ct);

    public Task HangUpAsync(CancellationToken ct) => Loop.AskAsync(() =>
    {
        HangUp(new CallEnd(CallEndKind.LocalHungUp));
        return true;
    });

    public Task<string?> EndingAsync(CancellationToken ct) =>
        Loop.AskAsync(() => IsEstablished && End is null && Dialog is { } dialog ? LeftLeg.Of(dialog, Party.Trunk).ToString() : null);

    public Task PlayAsync(Utterance utterance, CancellationToken ct) => Media.PlayAsync(utterance, ct);

    public Task LoopAsync(Utterance utterance, CancellationToken ct) => Media.LoopAsync(utterance, ct);

    public Task<Entry> CollectAsync(Collection collection, CancellationToken ct) => Media.CollectAsync(collection, ct);

    public Task<RecordingResult> RecordAsync(RecordingRequest request, CancellationToken ct) => Media.RecordAsync(request, ct);

    public Task EchoAsync(CancellationToken ct) => Media.EchoAsync(ct);

    public Task SendDigitsAsync(string digits, CancellationToken ct) => Media.SendDigitsAsync(digits, ct);

    /// <summary>Frees the token's source; done by the leg itself once it has ended.</summary>
    public void Dispose() => _ended.Dispose();

    /// <summary>Ends it from our side by whatever its state asks for. In the loop.</summary>
    internal abstract void HangUp(CallEnd end);

    /// <summary>A request within the dialog. In the loop.</summary>
    internal abstract void OnRequest(ServerTransaction transaction);

    /// <summary>The ACK to a 2xx of ours. In the loop.</summary>
    internal abstract void OnAck(SipRequest ack);

    /// <summary>Whether somebody has answered.</summary>
    internal bool IsEstablished => _tooLong is not null;

    /// <summary>The call stands: it may not last for ever.</summary>
    protected void Established()
    {
        _tooLong = Loop.Schedule(Agent.Options.MaxCallLength, () => HangUp(new CallEnd(CallEndKind.TooLong)));
        Media.Answered();
        Media.Watch(Agent.Options.QuietLimit, () => Loop.Post(Probe));
        TellEncryption();
    }

    /// <summary>Ends a dialog that somebody has answered: by BYE, but not before the ACK (section 15).</summary>
    protected void EndDialog(CallEnd end)
    {
        if (AwaitsAck)
        {
            // The ACK, or its time-out, comes back here.
            _endOnAck ??= end;
            return;
        }

        // Ended before anybody is told: who hears of it finds it so.
        TryEnd(end);
        Agent.SendBye(Dialog!, EndReason.Of(end));
    }

    /// <summary>Ends it, once, and frees what it holds. In the loop.</summary>
    protected bool TryEnd(CallEnd end)
    {
        if (_end is not null)
        {
            return false;
        }

        Volatile.Write(ref _end, new StrongBox<CallEnd>(end));
        _tooLong?.Cancel();
        EndSession();
        Agent.Forget(this);
        Media.End(end);
        LogEnded(Id, end.Kind, end.SipStatus, end.Reason ?? "");
        _ = TellEndedAsync();
        return true;
    }

    /// <summary>Whoever waits on the token may take long or throw: neither may hold the loop up.</summary>
    private async Task TellEndedAsync()
    {
        try
        {
            await _ended.CancelAsync();
        }
        catch (AggregateException e)
        {
            LogListenerFailed(e, Id);
        }

        Dispose();
    }

    [LoggerMessage(1101, LogLevel.Information, "Call {CallId} ended: {Kind} {Status} {Reason}")]
    private partial void LogEnded(string callId, CallEndKind kind, int status, string reason);

    [LoggerMessage(1102, LogLevel.Error, "Call {CallId}: somebody told of its end failed")]
    private partial void LogListenerFailed(Exception e, string callId);
}
