using System.Threading.Channels;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>Legs that hear each other, on one media thread: those on another come over. What it does from outside.</summary>
internal sealed partial class MediaBridge : IBridge
{
    private readonly MediaLoop _loop;
    private readonly Channel<BridgeEvent> _events = Channel.CreateUnbounded<BridgeEvent>();
    private readonly Lock _lock = new();
    private volatile MediaSession[] _sessions = [];
    private TalkRecorder? _recorder;

    public MediaBridge(MediaLoop loop)
    {
        _loop = loop;
        loop.Post(null, () => Parity = loop.Attach(this));
    }

    public IReadOnlyList<ICall> Legs => [.. _sessions.Select(session => session.Owner)];

    /// <summary>Which of the steps of hearing it mixes in.</summary>
    public int Parity { get; private set; }

    public void Add(ICall leg) => Add(((Call)leg).Media);

    public void Remove(ICall leg) => Remove(((Call)leg).Media);

    internal void Add(MediaSession session)
    {
        lock (_lock)
        {
            _sessions = [.. _sessions, session];
            _recorder?.Open(session.Owner);
        }

        session.Post(() =>
        {
            session.Bridge?.Part(session);
            session.MoveTo(_loop, () => Enter(session));
        });
    }

    internal void Remove(MediaSession session)
    {
        Forget(session);
        session.Post(() =>
        {
            if (session.Bridge == this)
            {
                Part(session);
            }
        });
    }

    public Task<IReadOnlyList<RecordingResult>> RecordAsync(TalkRecording files)
    {
        TalkRecorder recorder;
        lock (_lock)
        {
            if (_recorder is not null)
            {
                throw new InvalidOperationException("The bridge is being recorded already.");
            }

            _recorder = recorder = new TalkRecorder(files);
            foreach (var session in _sessions)
            {
                recorder.Open(session.Owner);
            }
        }

        _loop.Post(null, () => Begin(recorder));
        return recorder.Done;
    }

    public async Task PlayAsync(Utterance utterance, CancellationToken ct)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var announcement = new Announcement(utterance, done);
        _loop.Post(null, () => Begin(announcement));
        await using var cancel = ct.Register(() => _loop.Post(null, () =>
        {
            if (done.TrySetCanceled(ct) && _announcement == announcement)
            {
                _announcement = null;
            }
        }));
        await done.Task;
    }

    public async Task<BridgeEvent> NextAsync(CancellationToken ct) => await _events.Reader.ReadAsync(ct);

    public async ValueTask DisposeAsync()
    {
        var parted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var session in _sessions)
        {
            Remove(session);
        }

        _loop.Post(null, () =>
        {
            Close();
            parted.TrySetResult();
        });
        await parted.Task;
    }

    internal void OnKey(MediaSession session, char key) => _events.Writer.TryWrite(new BridgeEvent.KeyPressed(session.Owner, key));

    internal void OnTransfer(MediaSession session, Transfer transfer) => _events.Writer.TryWrite(new BridgeEvent.TransferAsked(session.Owner, transfer));

    internal void OnEnded(MediaSession session, CallEnd end)
    {
        Part(session);
        Forget(session);
        _events.Writer.TryWrite(new BridgeEvent.LegEnded(session.Owner, end));
    }

    private void Forget(MediaSession session)
    {
        lock (_lock)
        {
            _sessions = [.. _sessions.Where(other => other != session)];
        }
    }
}
