using SupportLine.Telephony.Rtp.Sockets;

namespace SupportLine.Telephony.Rtp;

/// <summary>The legs of one media thread, and whose turn it is. On the thread alone.</summary>
internal sealed partial class MediaLoop
{
    /// <summary>Longest packet, slots: 60 ms.</summary>
    private const int LongestPeriod = 60 / SlotMs;

    private readonly IReadiness _readiness;
    private readonly List<MediaSession?> _slots = [];
    private readonly Stack<int> _freeSlots = new();
    private readonly int[] _ready = new int[256];

    // By period and phase; a period is even, as packets come in tens of ms.
    private readonly List<MediaSession>[][] _turns =
        [.. Enumerable.Range(0, LongestPeriod + 1).Select(period => Enumerable.Range(0, period).Select(_ => new List<MediaSession>()).ToArray())];

    private readonly List<MediaSession>[] _hearing = [.. Enumerable.Range(0, HearSlots).Select(_ => new List<MediaSession>())];
    private readonly List<MediaBridge>[] _bridges = [.. Enumerable.Range(0, HearSlots).Select(_ => new List<MediaBridge>())];
    private int _spread;
    private int _load;

    /// <summary>Legs on it. From any thread.</summary>
    public int Load => Volatile.Read(ref _load);

    public void Attach(MediaSession session)
    {
        if (!_freeSlots.TryPop(out var slot))
        {
            slot = _slots.Count;
            _slots.Add(null);
        }

        _slots[slot] = session;
        session.Slot = slot;
        Volatile.Write(ref _load, _load + 1);
        _readiness.Add(session.Ports.Rtp, 2 * slot);
        _readiness.Add(session.Ports.Rtcp, (2 * slot) + 1);
        Place(session);
    }

    public void Detach(MediaSession session)
    {
        _readiness.Remove(session.Ports.Rtp, 2 * session.Slot);
        _readiness.Remove(session.Ports.Rtcp, (2 * session.Slot) + 1);
        _slots[session.Slot] = null;
        _freeSlots.Push(session.Slot);
        Volatile.Write(ref _load, _load - 1);
        Displace(session);
        StopHearing(session);
    }

    /// <summary>Gives a leg its turns, after the length of its packets.</summary>
    public void Place(MediaSession session)
    {
        Displace(session);
        var phases = _turns[session.PacketMs / SlotMs];
        var turn = phases[_spread++ % phases.Length];
        session.Turn = turn;
        session.TurnIndex = turn.Count;
        turn.Add(session);
    }

    /// <summary>Somebody listens to the leg from now on.</summary>
    public void BeginHearing(MediaSession session)
    {
        if (!session.IsHeard)
        {
            session.IsHeard = true;
            _hearing[session.Bridge?.Parity ?? (session.Slot % HearSlots)].Add(session);
        }
    }

    public void StopHearing(MediaSession session)
    {
        if (session.IsHeard)
        {
            session.IsHeard = false;
            foreach (var sessions in _hearing)
            {
                sessions.Remove(session);
            }
        }
    }

    /// <summary>A bridge mixes in one of the steps of hearing; its legs are heard in the same.</summary>
    public int Attach(MediaBridge bridge)
    {
        var parity = _spread++ % HearSlots;
        _bridges[parity].Add(bridge);
        return parity;
    }

    public void Detach(MediaBridge bridge) => _bridges[bridge.Parity].Remove(bridge);

    private static void Displace(MediaSession session)
    {
        if (session.Turn is not { } turn)
        {
            return;
        }

        // The last takes its place: nothing has to move up.
        var last = turn[^1];
        turn[session.TurnIndex] = last;
        last.TurnIndex = session.TurnIndex;
        turn.RemoveAt(turn.Count - 1);
        session.Turn = null;
    }

    private void Receive()
    {
        // One packet a socket is what a steady stream has. Once in 20 ms whatever has piled up is taken too; bounded, so
        // that a flood on some ports cannot hold up everybody's tick.
        var most = _slot % 4 == 0 ? 16 : 1;
        for (var rounds = 0; rounds < most; rounds++)
        {
            var count = _readiness.Ready(_ready);
            for (var i = 0; i < count; i++)
            {
                if (_slots[_ready[i] / 2] is { } session)
                {
                    Guard(session, _ready[i] & 1, static (session, isRtcp) => session!.ReceiveOne(isRtcp == 1));
                }
            }

            if (count == 0)
            {
                return;
            }

            // More are ready than were told.
            most += count == _ready.Length && most < 16 ? 1 : 0;
        }
    }

    /// <summary>Backwards, here and below: a leg that ends in its turn leaves the list.</summary>
    private void Hear(int parity)
    {
        var sessions = _hearing[parity];
        for (var i = sessions.Count - 1; i >= 0; i--)
        {
            Guard(sessions[i], 0, static (session, _) => session!.Hear());
        }

        var bridges = _bridges[parity];
        for (var i = bridges.Count - 1; i >= 0; i--)
        {
            Guard(null, bridges[i], static (_, bridge) => bridge.Mix());
        }
    }

    private void Tick()
    {
        for (var period = HearSlots; period <= LongestPeriod; period += HearSlots)
        {
            var turn = _turns[period][_slot % period];
            for (var i = turn.Count - 1; i >= 0; i--)
            {
                Guard(turn[i], 0, static (session, _) => session!.Tick());
            }
        }
    }
}
