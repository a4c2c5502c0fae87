using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>The mixing, in steps of 10 ms. On the media thread alone.</summary>
internal sealed partial class MediaBridge
{
    /// <summary>A step at 16 kHz, samples.</summary>
    private const int Most = 16 * MediaLoop.HearMs;

    /// <summary>While all hear an announcement the talk goes on beneath it at a quarter: -12 dB.</summary>
    private const int Lowered = 4;

    private static readonly short[] Silence = new short[Most];

    private readonly List<BridgeMember> _members = [];
    private readonly int[] _sum = new int[Most];
    private readonly short[] _announced = new short[Most];
    private readonly short[] _mixed = new short[Most];
    private Announcement? _announcement;
    private TalkRecorder? _recording;
    private bool _isClosed;

    /// <summary>Whether the two in it hear each other's packets as they come; see <see cref="MediaSession.Relay"/>.</summary>
    internal bool IsDirect { get; private set; }

    /// <summary>Whether what its legs say is decoded: to be mixed, or to be recorded.</summary>
    internal bool Listens { get; private set; }

    /// <summary>The other of two, while packets pass directly; else null.</summary>
    internal MediaSession? Across(MediaSession session)
    {
        if (!IsDirect || !MayBeDirect())
        {
            return null;
        }

        var first = _members[0].Session;
        return first == session ? _members[1].Session : first;
    }

    /// <summary>Everybody's step: what each hears is all the others, and what is announced to all.</summary>
    internal void Mix()
    {
        TurnAsNeeded();
        if (IsDirect)
        {
            return;
        }

        // As wide as its widest leg; on the telephone network all are narrow.
        var isWide = _members.Exists(static member => member.IsWide);
        var samples = isWide ? Most : Most / 2;
        var isAnnouncing = Announce(_announced.AsSpan(0, samples), isWide);
        var sum = _sum.AsSpan(0, samples);
        sum.Clear();
        foreach (var member in _members)
        {
            var said = member.Listen(isWide);
            for (var i = 0; i < samples; i++)
            {
                sum[i] += said[i];
            }
        }

        var mixed = _mixed.AsSpan(0, samples);
        foreach (var member in _members)
        {
            var own = member.Said(isWide);
            for (var i = 0; i < samples; i++)
            {
                var others = sum[i] - own[i];
                mixed[i] = (short)Math.Clamp(
                    isAnnouncing ? (others / Lowered) + _announced[i] : others,
                    short.MinValue,
                    short.MaxValue);
            }

            member.Hear(mixed);
        }

        Record(samples, isWide, isAnnouncing);
    }

    /// <summary>Nobody else is there, nothing is spoken to either or to both, nothing recorded, and they speak the same.</summary>
    private bool MayBeDirect() => _members.Count == 2 && _announcement is null && _recording is null
        && _members[0].Session is var one && _members[1].Session is var other
        && one.SpeaksLike(other) && one.OnlyTalks && other.OnlyTalks;

    /// <summary>Begins or ends listening to all, as passing on and mixing take turns.</summary>
    private void TurnAsNeeded()
    {
        IsDirect = MayBeDirect();
        var listens = _recording is not null || (_members.Count > 1 && !IsDirect);
        if (listens == Listens)
        {
            return;
        }

        Listens = listens;
        foreach (var member in _members)
        {
            member.Session.ListenAsNeeded();
        }
    }

    /// <summary>Each side as it spoke, and all of them with what was announced.</summary>
    private void Record(int samples, bool isWide, bool isAnnouncing)
    {
        if (_recording is not { } recording)
        {
            return;
        }

        foreach (var (leg, track) in recording.Sides)
        {
            track.Take(SaidBy(leg, isWide));
        }

        for (var i = 0; i < samples; i++)
        {
            _mixed[i] = (short)Math.Clamp(
                isAnnouncing ? (_sum[i] / Lowered) + _announced[i] : _sum[i],
                short.MinValue,
                short.MaxValue);
        }

        recording.TakeMix(_mixed.AsSpan(0, samples));
    }

    /// <summary>What a leg said in this step; silence of one that is not in, or no longer.</summary>
    private ReadOnlySpan<short> SaidBy(ICall leg, bool isWide)
    {
        foreach (var member in _members)
        {
            if (member.Session.Owner == leg)
            {
                return member.Said(isWide);
            }
        }

        return Silence.AsSpan(0, isWide ? Most : Most / 2);
    }

    private void Enter(MediaSession session)
    {
        if (session.IsOver || _isClosed)
        {
            if (session.IsOver)
            {
                OnEnded(session, session.Owner.End ?? default);
            }

            return;
        }

        session.Bridge = this;
        _members.Add(new BridgeMember(session));
        _loop.StopHearing(session);
        session.ListenAsNeeded();
        TurnAsNeeded();
    }

    /// <summary>Takes a leg out, if it is in.</summary>
    private void Part(MediaSession session)
    {
        if (_members.RemoveAll(member => member.Session == session) > 0)
        {
            session.Bridge = null;
            session.ListenAsNeeded();
            TurnAsNeeded();
        }
    }

    private void Begin(Announcement announcement)
    {
        _announcement?.Done.TrySetCanceled();
        _announcement = announcement;
        if (_isClosed)
        {
            EndAnnouncement();
        }
    }

    private void Begin(TalkRecorder recorder)
    {
        _recording = recorder;
        recorder.Begin();
        if (_isClosed)
        {
            EndRecording();
        }
    }

    private void EndRecording()
    {
        _recording?.Close();
        _recording = null;
    }

    private bool Announce(Span<short> samples, bool isWide)
    {
        if (_announcement is not { } announcement || announcement.Done.Task.IsCompleted)
        {
            return false;
        }

        if (announcement.Next(samples, isWide))
        {
            return true;
        }

        EndAnnouncement();
        return false;
    }

    private void EndAnnouncement()
    {
        _announcement?.Done.TrySetResult(true);
        _announcement = null;
    }

    private void Close()
    {
        _isClosed = true;
        foreach (var member in _members.ToList())
        {
            Part(member.Session);
        }

        EndAnnouncement();
        EndRecording();
        _loop.Detach(this);
    }
}
