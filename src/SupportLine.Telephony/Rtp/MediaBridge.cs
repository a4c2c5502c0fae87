using System.Threading.Channels;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>Legs that hear each other. Its lists are touched on the media thread alone.</summary>
internal sealed class MediaBridge(MediaEngine engine) : IBridge
{
    /// <summary>While all hear an announcement the talk goes on beneath it at a quarter.</summary>
    private const int Lowered = 4;

    private readonly List<MediaSession> _members = [];
    private readonly Channel<BridgeEvent> _events = Channel.CreateUnbounded<BridgeEvent>();
    private readonly short[] _announced = new short[MediaSession.FrameSamples];
    private readonly byte[] _announcedCodes = new byte[MediaSession.FrameSamples];
    private volatile ICall[] _legs = [];
    private PlayOperation? _announcement;
    private bool _announcing;

    public IReadOnlyList<ICall> Legs => _legs;

    public void Add(ICall leg)
    {
        var session = ((Call)leg).Media;
        _legs = [.. _legs, leg];
        engine.Post(() =>
        {
            if (session.IsOver)
            {
                OnEnded(session, leg.End ?? new CallEnd(CallEndKind.ServerError));
                return;
            }

            session.Bridge = this;
            _members.Add(session);
        });
    }

    public void Remove(ICall leg)
    {
        var session = ((Call)leg).Media;
        _legs = [.. _legs.Where(other => other != leg)];
        engine.Post(() => Part(session));
    }

    public async Task PlayAsync(Utterance utterance, CancellationToken ct)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var operation = new PlayOperation(new Playback(utterance, loop: false), done);
        engine.Post(() =>
        {
            _announcement?.Done.TrySetCanceled();
            _announcement = operation;
            if (_members.Count == 0)
            {
                EndAnnouncement();
            }
        });
        await using var cancel = ct.Register(() => engine.Post(() =>
        {
            if (done.TrySetCanceled(ct) && _announcement == operation)
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
        engine.Post(() =>
        {
            foreach (var member in _members.ToList())
            {
                Part(member);
            }

            EndAnnouncement();
            parted.SetResult();
        });
        _legs = [];
        await parted.Task;
    }

    /// <summary>What one leg hears: all others, and what is announced to all.</summary>
    internal void MixFor(MediaSession listener, Span<short> mixed)
    {
        if (_members[0] == listener)
        {
            // The first leg's tick is the announcement's clock.
            AdvanceAnnouncement();
        }

        for (var i = 0; i < mixed.Length; i++)
        {
            var sum = 0;
            foreach (var member in _members)
            {
                sum += member != listener && member.Heard is { } heard ? heard[i] : 0;
            }

            if (_announcing)
            {
                sum = (sum / Lowered) + _announced[i];
            }

            mixed[i] = (short)Math.Clamp(sum, short.MinValue, short.MaxValue);
        }
    }

    internal void OnKey(MediaSession session, char key) => _events.Writer.TryWrite(new BridgeEvent.KeyPressed(session.Owner, key));

    internal void OnEnded(MediaSession session, CallEnd end)
    {
        Part(session);
        _legs = [.. _legs.Where(leg => leg != session.Owner)];
        _events.Writer.TryWrite(new BridgeEvent.LegEnded(session.Owner, end));
    }

    private void Part(MediaSession session)
    {
        if (_members.Remove(session))
        {
            session.Bridge = null;
        }

        if (_members.Count == 0)
        {
            EndAnnouncement();
        }
    }

    private void AdvanceAnnouncement()
    {
        _announcing = _announcement?.Playback.Next(_announcedCodes, Codec.Pcmu) == true;
        if (!_announcing)
        {
            EndAnnouncement();
            return;
        }

        for (var i = 0; i < _announced.Length; i++)
        {
            _announced[i] = G711.FromMuLaw(_announcedCodes[i]);
        }
    }

    private void EndAnnouncement()
    {
        _announcing = false;
        _announcement?.Done.TrySetResult(true);
        _announcement = null;
    }
}
